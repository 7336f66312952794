# SPDX-License-Identifier: GPL-2.0-only
# step-warnings on a toy tree, with a make whose compiler warns of every line that says "warn".

load toy.bash

laid_out() {
	toy_git work
	for name in warn-of-old twice; do echo "$name" >>work/kernel/a.c; done
	echo '#include "c.h"' >work/kernel/user.c
	echo int >work/kernel/c.h
	mkdir -p work/tools/testing/selftests/bpf/prog_tests
	echo x >work/tools/testing/selftests/bpf/prog_tests/t.c
	git -C work add -f . && git -C work commit -q -m more
	git clone -q work k
	KDIR=k "$scripts/fetch-tree" toy.conf tree.facts 2>/dev/null
	toy_patch patches/toy/baseline 1-base 's/^107$/seven/' kernel/b.c
	"$scripts/apply-series" toy.conf tree.facts baseline baseline.facts 2>/dev/null
	cp -r "$scripts" s
	printf '#!/bin/sh\n' >s/kernel-config
	mkdir bin kernel
	cat >bin/make <<-'END'
		#!/bin/sh
		echo "$*" >>$TOY/made
		for word; do case $word in O=*) o=${word#O=} ;; *.o) objects="$objects $word" ;; esac; done
		[ "$1" = -C ] && src=$2
		for object in $objects; do
			mkdir -p "$o/${object%/*}"
			case $object in */hidden.o) echo "make: *** No rule to make target '$object'"; continue ;; esac
			file=$src/${object%.o}.c
			! grep -n 'syntax' "$file" >$TOY/bad || { echo "../src/${object%.o}.c:1:1: error: no syntax"; continue; }
			grep -n warn "$file" | while IFS=: read -r line text; do
				echo "../src/${object%.o}.c:$line:1: warning: $text [-Wtoy]"
			done
			! grep -q c.h "$file" || ! grep -q warn "$src/kernel/c.h" || echo "../src/kernel/c.h:2:1: warning: in a header [-Wtoy]"
			echo "../src/kernel/other.c:9:9: warning: of nobody [-Wtoy]"
			: >"$o/$object"
		done
	END
	chmod 755 bin/make s/kernel-config
}

setup_file() { toy_seed laid_out; }

setup() {
	toy_grow laid_out
	export PATH=$PWD/bin:$PATH TOY=$PWD
}

# patched SED FILE: the series is one patch that does this; then its warnings are looked for.
patched() {
	toy_patch patches/toy/series 1-one "$1" "$2"
	s/apply-series toy.conf tree.facts series/01 01.facts 2>/dev/null
	warnings
}
warnings() { run s/step-warnings "$scripts/../configs/arch/x86_64.conf" baseline.facts 01.facts kernel out; }

@test "a warning that was there is not the patch's, wherever it moved" {
	patched '1i one\ntwo' kernel/a.c
	[ "$status" -eq 0 ]
	grep -q 'kernel/a.c:43:1: warning: warn-of-old' out/after.log
	[ ! -s out/new ]
	[ "$(cat out/compiled)" = kernel/a.c ]
	grep -q 'W=1' made
}

@test "a new warning is told, and a second of the same words counts" {
	patched '1i warn-of-new\nwarn-of-old' kernel/a.c
	[ "$status" -eq 1 ]
	[ "$(cat out/new)" = "$(printf 'kernel/a.c: warn-of-new [-Wtoy]\nkernel/a.c: warn-of-old [-Wtoy]')" ]
	! grep -q nobody out/new || false
}

@test "a file that compiled before and does not after: BUILD_FAIL names it" {
	patched '1i syntax' kernel/a.c
	[ "$status" -eq 5 ]
	[[ ${lines[-1]} == "rig: W=1: kernel/a.c compiles without the patch and not with it: "*"error: no syntax"* ]]
}

@test "a file that the configuration does not build, or that is not compiled alone, is said to be so" {
	echo x >work/kernel/hidden.c
	git -C work add -f kernel/hidden.c
	sed -i '1i more' work/tools/testing/selftests/bpf/prog_tests/t.c
	patched '1i one' kernel/a.c
	[ "$status" -eq 0 ]
	grep -q '^kernel/hidden.c: the configuration does not build it: .*No rule' out/not-compiled
	grep -q '^tools/testing/selftests/bpf/prog_tests/t.c: needs what only' out/not-compiled
	[ "$(cat out/compiled)" = kernel/a.c ]
}

@test "a new file that is compiled by itself and does not: BUILD_FAIL names it; one that does is counted" {
	mkdir -p work/drivers/hid/bpf/progs
	echo 'int good;' >work/drivers/hid/bpf/progs/good.bpf.c
	git -C work add -f drivers
	patched '1i one' kernel/a.c
	[ "$status" -eq 0 ]
	grep -qx 'drivers/hid/bpf/progs/good.bpf.c' out/compiled
	echo 'int;;bad bad' >work/drivers/hid/bpf/progs/bad.bpf.c
	git -C work add -f drivers
	rm patches/toy/series/*
	git -C work reset -q --soft HEAD~
	patched '1i two' kernel/a.c
	[ "$status" -eq 5 ]
	[[ ${lines[-1]} == "rig: W=1: drivers/hid/bpf/progs/bad.bpf.c is new, and does not compile: "*"error: "* ]]
}

@test "a header is seen through a file beside it that includes it" {
	patched '1i warn' kernel/c.h
	[ "$status" -eq 1 ]
	[ "$(cat out/new)" = 'kernel/c.h: in a header [-Wtoy]' ]
	[ "$(cat out/compiled)" = kernel/user.c ]
}

@test "the folder that kernels are built in is not touched, and the worktree ends at the step" {
	patched '1i one' kernel/a.c
	w=$(. ./01.facts && echo "$worktree")
	[ ! -e "$(dirname "$w")/obj-x86_64" ]
	[ "$(sed -n 1p "$w/kernel/a.c")" = one ]
}
