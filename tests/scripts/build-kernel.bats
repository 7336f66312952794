# SPDX-License-Identifier: GPL-2.0-only
# build-kernel around a make that only pretends: the store, the gates, failures and interrupts.

load toy.bash

stock() {
	mkdir bin
	# One ELF file with BTF and a build id stands for vmlinux and module.
	echo 'const char banner[] = "Linux version 7.3.4-rig (a@b) (gcc, ld) #0123 SMP 1970-01-01\n";' |
		gcc -x c -shared -nostdlib -Wl,--build-id=sha1 -o elf.plain -
	echo types >btf
	objcopy --add-section .BTF=btf elf.plain elf
	for name in ccache flex bison bc; do printf '#!/bin/sh\n' >bin/$name; done
	printf '#!/bin/sh\necho "${PAHOLE_SAYS:-v1.30}"\n' >bin/pahole
	cat >bin/make <<-'END'
		#!/bin/sh
		# Keeps book of what it was asked for, and makes what make would make.
		echo "$*" >>$TOY/made
		for word; do case $word in O=*) o=${word#O=} ;; M=*) m=${word#M=} ;; OUTPUT=*) out=${word#OUTPUT=} ;; esac; done
		case $* in
		*tinyconfig | *olddefconfig) ;;
		*bootstrap) mkdir -p $out/bootstrap && printf '#!/bin/sh\necho header\n' >$out/bootstrap/bpftool && chmod 755 $out/bootstrap/bpftool ;;
		*' M='*) cp $TOY/elf $m/bpf_testmod.ko ;;
		*)
			mkdir -p $o/arch/x86/boot $o/usr $o/include/config $o/tools/bpf/resolve_btfids
			cp $TOY/elf $o/vmlinux
			for file in arch/x86/boot/bzImage System.map usr/gen_init_cpio tools/bpf/resolve_btfids/resolve_btfids; do echo x >$o/$file; done
			for file in drivers/misc/lkdtm/lkdtm.ko lib/test_lockup.ko; do mkdir -p $o/${file%/*} && cp $TOY/elf $o/$file; done
			echo 7.3.4-rig >$o/include/config/kernel.release
			echo "  CC      kernel/a.o"
			[ ! -e $TOY/slow ] || { echo $$ >$TOY/pid; sleep 60; }
			[ ! -e $TOY/says ] || cat $TOY/says
			[ ! -e $TOY/fails ] || exit 2 ;;
		esac
	END
	chmod 755 bin/*
	toy_tree k
	mkdir -p k/scripts/kconfig k/tools/testing/selftests/bpf/test_kmods
	echo x >k/tools/testing/selftests/bpf/test_kmods/bpf_testmod.c
	echo x >k/scripts/decode_stacktrace.sh
	# Every line of every fragment survives.
	printf '#!/bin/sh\nwhile [ "$1" != "$KCONFIG_CONFIG" ]; do shift; done\nshift\ncat "$@" >"$KCONFIG_CONFIG"\n' >k/scripts/kconfig/merge_config.sh
	chmod 755 k/scripts/kconfig/merge_config.sh
	KDIR=k "$scripts/fetch-tree" toy.conf tree.facts 2>/dev/null
	"$scripts/apply-series" toy.conf tree.facts stock stock.facts 2>/dev/null
}

# The toy series, and the facts of its steps.
stepped() {
	toy_series
	for step in 01 02; do "$scripts/apply-series" toy.conf tree.facts "series/$step" "$step.facts" 2>/dev/null; done
}

setup_file() { toy_seed stock stepped; }

setup() {
	toy_grow stock
	export PATH=$PWD/bin:$PATH TOY=$PWD
}

build() { run "$scripts/build-kernel" toy.conf "$scripts/../configs/arch/x86_64.conf" stock.facts out/kernel; }
fact() { sed -n "s/^$1=//p" out/kernel/facts; }

@test "a kernel is built once, with all its parts and true facts" {
	build
	[ "$status" -eq 0 ]
	for part in Image vmlinux vmlinux.btf vmlinux.h config System.map bpftool gen_init_cpio resolve_btfids decode_stacktrace.sh modules/bpf_testmod.ko faults/lkdtm.ko faults/test_lockup.ko build.log facts; do
		[ -s "out/kernel/$part" ]
	done
	[ "$(fact btf_sha256)" = "$(sha256sum <btf | cut -d ' ' -f 1)" ]
	[ "$(fact module.bpf_testmod)" = "$(fact btf_sha256)" ]
	[ "$(fact config_sha256)" = "$(sha256sum <out/kernel/config | cut -d ' ' -f 1)" ]
	[ "$(fact uname_version)" = "#0123 SMP 1970-01-01" ]
	[ "$(fact build_id)" = "$(readelf -n elf | awk '/Build ID/ { print $3 }')" ]
	[ "$(fact hash)" = "$(basename "$(readlink out/kernel)")" ]
	rm made
	build
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[ ! -e made ]
}

@test "another toolchain is another kernel" {
	build
	first=$(readlink out/kernel)
	PAHOLE_SAYS=v1.31 build
	[ "$status" -eq 0 ]
	[ "$(readlink out/kernel)" != "$first" ]
	build
	[ "$(readlink out/kernel)" = "$first" ]
}

@test "a warning of resolve_btfids: GATE_FAIL, nothing kept, and the next run looks again" {
	echo 'WARN: resolve_btfids: no BTF func for kfunc bpf_foo in set' >says
	build
	[ "$status" -eq 7 ]
	[[ ${lines[-1]} == *"kernel stock: resolve_btfids warns about bpf_foo"* ]]
	[ ! -e out/kernel ]
	build
	[ "$status" -eq 7 ]
	rm says
	build
	[ "$status" -eq 0 ]
}

@test "a compile error: BUILD_FAIL names file and line" {
	echo "$(. ./stock.facts && echo "$worktree")/kernel/a.c:12:3: error: expected ';'" >says
	touch fails
	build
	[ "$status" -eq 5 ]
	[[ ${lines[-1]} == "rig: kernel stock: kernel/a.c:12:3: error: expected ';'; all of it in "* ]]
	[ ! -e out/kernel ]
	printf '%s\n' '/usr/bin/ld: cannot find -lcrypto: No such file' 'make: *** [Makefile:288: bpftool] Error 1' >says
	build
	[ "$status" -eq 5 ]
	[[ ${lines[-1]} == "rig: kernel stock: /usr/bin/ld: cannot find -lcrypto"* ]]
}

@test "a full disk and a killed compiler are the rig's errors, not the series'" {
	touch fails
	echo 'fatal error: error writing to x.s: No space left on device' >says
	build
	[ "$status" -eq 8 ]
	[[ $output == *"disk"*"full"* ]]
	echo 'gcc: fatal error: Killed signal terminated program cc1' >says
	build
	[ "$status" -eq 8 ]
	[[ $output == *"memory"* ]]
}

@test "a kernel without BTF is not kept" {
	cp elf.plain elf
	build
	[ "$status" -eq 7 ]
	[[ $output == *"vmlinux has no BTF"* ]]
	[ ! -e out/kernel ]
}

# Is it there, and not only waiting to be reaped?
runs() {
	grep -qs ') [^ZX] ' "/proc/$1/stat"
}

@test "interrupted: everything it started ends, half objects go, the lock is free, the next run recovers" {
	touch slow
	"$scripts/build-kernel" toy.conf "$scripts/../configs/arch/x86_64.conf" stock.facts out/kernel 2>err 9>&- 3>&- &
	rig=$!
	for i in $(seq 1200); do [ ! -s pid ] || break; sleep 0.05; done
	obj=$(dirname "$(. ./stock.facts && echo "$worktree")")/obj-x86_64
	echo half >"$obj/half.o"
	kill -TERM "$rig"
	status=0
	wait "$rig" || status=$?
	[ "$status" -eq 143 ]
	for i in $(seq 1200); do runs "$(cat pid)" || break; sleep 0.05; done
	run runs "$(cat pid)"
	[ "$status" -ne 0 ]
	[ -z "$(find cache/kernels -name '.new.*')" ]
	flock -n cache/lock true
	rm slow
	build
	[ "$status" -eq 0 ]
	[ ! -e "$obj/half.o" ]
}

@test "a second one waits, and says for whom" {
	touch slow
	"$scripts/build-kernel" toy.conf "$scripts/../configs/arch/x86_64.conf" stock.facts out/kernel 2>err 3>&- &
	rig=$!
	for i in $(seq 1200); do [ ! -s pid ] || break; sleep 0.05; done
	"$scripts/build-kernel" toy.conf "$scripts/../configs/arch/x86_64.conf" stock.facts out/second 2>err2 3>&- &
	second=$!
	for i in $(seq 1200); do ! grep -q waiting err2 || break; sleep 0.05; done
	grep -q "rig: waiting for process $rig (build-kernel)" err2
	rm slow pid
	kill -TERM "$rig"
	wait "$rig" || :
	wait "$second"
	grep -qE '^rig: waited [0-9]+ s$' err2
	[ -s out/second/facts ]
}

@test "a file edited in the worktree does not reach the kernel" {
	w=$(. ./stock.facts && echo "$worktree")
	echo edited >>"$w/kernel/a.c"
	build
	[ "$status" -eq 0 ]
	[[ $output == *"kernel/a.c"*"edited"* ]]
	cmp k/kernel/a.c "$w/kernel/a.c"
}

@test "only so many kernels are kept" {
	for version in 1 2 3; do RIG_KEEP_KERNELS=2 PAHOLE_SAYS=v1.3$version build; done
	[ "$(find cache/kernels -maxdepth 2 -name facts | wc -l)" -eq 2 ]
	[ -s out/kernel/facts ]
}

@test "too little disk space is said before work starts" {
	RIG_SPACE_KERNEL=999999999 build
	[ "$status" -eq 8 ]
	[[ $output == *"disk space"* ]]
	[ ! -e made ]
}

# step NN: a step of the toy series, built.
step() {
	run "$scripts/build-kernel" toy.conf "$scripts/../configs/arch/x86_64.conf" "$1.facts" "out/$1"
}

@test "steps share one worktree and one build folder: a switch touches what differs, and a kernel that exists nothing" {
	toy_grow stepped
	step 01
	[ "$status" -eq 0 ]
	w=$(. ./01.facts && echo "$worktree")
	[ "$(sed -n 30p "$w/kernel/a.c")" = 30 ]
	find "$w" -exec touch -h -d @1000000000 {} +
	step 02
	[ "$status" -eq 0 ]
	[ "$(. ./02.facts && echo "$worktree")" = "$w" ]
	[ "$(find "$w" -type f -newermt @1000000001 -printf '%P\n')" = kernel/a.c ]
	[ "$(readlink out/01)" != "$(readlink out/02)" ]
	rm made
	step 01
	[ "$status" -eq 0 ]
	[ ! -e made ]
	[ "$(sed -n 30p "$w/kernel/a.c")" = thirty ]
}

@test "a switch that was killed is made good by the next build, whichever step it is for" {
	toy_grow stepped
	step 02
	w=$(. ./02.facts && echo "$worktree")
	rm "$w/../src.commit" "$w/kernel/b.c"
	echo half >"$w/kernel/a.c"
	touch "$(git -C "$w" rev-parse --absolute-git-dir)/index.lock"
	step 01
	[ "$status" -eq 0 ]
	[ "$(sed -n 30p "$w/kernel/a.c")" = 30 ]
	[ "$(sed -n 5p "$w/kernel/b.c")" = one-oh-five ]
	[ -z "$(git -C "$w" status --porcelain)" ]
}

@test "a module's source that only another step has is not built with" {
	toy_grow stepped
	step 01
	copy=$(dirname "$(. ./01.facts && echo "$worktree")")/obj-x86_64/rig-kmods/test_kmods
	echo x >"$copy/stray.h"
	echo x >"$copy/bpf_testmod.mod.c"
	step 02
	[ ! -e "$copy/stray.h" ]
	[ -e "$copy/bpf_testmod.mod.c" ]
}

@test "a mutant that no longer builds: BUILD_FAIL names mutant, file and line; the steps beside it are not hurt" {
	toy_grow stepped
	toy_patch m defect 's/^140$/defect/' kernel/b.c
	mkdir -p patches/toy/mutants
	mv m/defect.patch patches/toy/mutants/
	"$scripts/apply-series" toy.conf tree.facts mutant/defect defect.facts 2>/dev/null
	echo "../src/kernel/b.c:40:1: error: unknown type name 'defect'" >says
	touch fails
	run "$scripts/build-kernel" toy.conf "$scripts/../configs/arch/x86_64.conf" defect.facts out/defect
	[ "$status" -eq 5 ]
	[[ ${lines[-1]} == "rig: kernel mutant/defect: kernel/b.c:40:1: error: unknown type name 'defect'; all of it in "* ]]
	[ ! -e out/defect ]
	[ -z "$(find cache/kernels -name '.new.*')" ]
	rm fails says
	step 02
	[ "$status" -eq 0 ]
	[ "$(sed -n 40p "$(. ./02.facts && echo "$worktree")/kernel/b.c")" = 140 ]
}
