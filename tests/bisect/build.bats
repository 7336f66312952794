# SPDX-License-Identifier: GPL-2.0-only
# A bisection's request over the series, and the kernel of a commit: git and the series are real; compiler, gate and image
# are played.

load ../scripts/toy.bash

laid_out() {
	toy_git k
	toy_series
	mkdir -p configs/tree build/host s state/progs
	cp toy.conf configs/tree/toy.conf
	echo "ARCH='toy'" >configs/arch.conf
	mkdir -p configs/arch && mv configs/arch.conf configs/arch/toy.conf
	for file in lib.sh kdir.sh series.sh config-lines.sh series-why.sh kernel-env.sh bisect.sh fetch-tree import-tree apply-series bisect-args bisect-request bisect-build bisect-variant bisect-keep bisect-answer; do
		cp "$scripts/$file" s/
	done
	ln -s s scripts
	cat >s/build-kernel <<-'END'
		#!/bin/sh
		. "./$3"
		git -C "$repo" show "$commit:kernel/b.c" >>built
		mkdir -p "$4"
		echo "hash=$(git -C "$repo" rev-parse "$commit")0000" >"$4/facts"
		{ git -C "$repo" show "$commit:kernel/b.c"; git -C "$repo" rev-parse "$commit" | cut -c 1-12; } >"$4/vmlinux"
		echo config >"$4/config"
		echo "$variant" >>variants
		[ ! -e fails ] || { echo 'rig: kernel: b.c:3: error: no' >&2; exit 5; }
	END
	printf '#!/bin/sh\necho image >"$5"\n' >s/build-initramfs
	printf '#!/bin/sh\ncp "$4" "$5"\n' >s/objcopy
	# of the toolchain it would be; what it takes out is nothing here
	sed -i 's|"$(kernel_binutil objcopy)" -g -R .*"$dir/content"|cp "$dir/kernel/vmlinux" "$dir/content"|; /kernel-env.sh/d' s/bisect-build
	cat >build/host/rig <<-'END'
		#!/bin/sh
		[ ! -e gate ] || { cat gate >&2; exit 7; }
		echo table
	END
	chmod 755 s/* build/host/rig
}

setup_file() { toy_seed laid_out; }

setup() {
	toy_grow laid_out
	export KDIR=$PWD/k TREE=toy ARCH=toy BUILD=build TEST=o/p GOOD=baseline BAD=patched
	unset FIXED FINGERPRINT CONFIDENCE
}

# fact KEY FILE
fact() { sed -n "s/^$1=//p" "$2" | tr -d \'; }
git_of() { git --git-dir=state/repo "$@"; }

# tree_state: of a history whose first commit lacks the feature and whose second has it.
tree_state() {
	mkdir -p k/include/linux
	echo '#define KF_IMPLICIT_ARGS' >k/include/linux/btf.h
	git -C k add -f . && git -C k commit -qm feature
	GOOD=HEAD^ BAD=HEAD scripts/bisect-request state
	mkdir -p state/commits build/toy/toy/progs
	touch build/toy/toy/runner build/toy/toy/progs/o.bpf.o
	scripts/bisect-keep state build/toy/toy
}

@test "over the series: the request has its commits, in order" {
	scripts/bisect-request state
	[ "$(fact mode state/request)" = series ]
	[ "$(fact range state/request)" = 2 ]
	[ "$(fact steps state/request)" = 1 ]
	[ "$(git_of log --format=%s "$(fact good state/request)..$(fact bad state/request)" | paste -sd ' ')" = 'toy: 2-two toy: 1-one' ]
	run env GOOD=patched BAD=series/01 scripts/bisect-request state
	[ "$status" -eq 64 ]
	[[ $output == *"BAD=series/01 is older than GOOD=patched: swap them"* ]]
	run env GOOD=series/09 scripts/bisect-request state
	[ "$status" -eq 64 ]
	[[ $output == *"rig: GOOD=series/09: the series has no such step; valid: series/01 to series/02"* ]]
	run env BAD=series/99 scripts/bisect-request state
	[ "$status" -eq 64 ]
	[[ $output == *"rig: BAD=series/99: the series has no such step"* ]]
	run env GOOD=series/02 scripts/bisect-request state
	[ "$status" -eq 64 ]
	[[ $output == *"are the same commit"* ]]
}

@test "over the series: each commit is its step, unless the series changed" {
	scripts/bisect-request state
	mkdir -p state/c1 state/c0
	first=$(git_of rev-parse "$(fact bad state/request)^")
	scripts/bisect-build state "$first" state/c1 2>/dev/null
	[ "$(fact variant state/c1/built)" = series/01 ]
	grep -q one-oh-five built
	scripts/bisect-build state "$(fact good state/request)" state/c0 2>/dev/null
	[ "$(fact variant state/c0/built)" = baseline ]
	: >state/trials
	scripts/bisect-answer state found "$first" "$(fact good state/request)" ''
	[ "$(fact subject state/answer)" = 'series/01: toy: 1-one' ]
	sed -i 's/^+one-oh-five$/+one-oh-six/' patches/toy/series/1-one.patch
	run scripts/bisect-build state "$first" state/c1
	[ "$status" -eq 8 ]
	[[ $output == *"the series is not what it was when this bisection began"* ]]
}

@test "over a tree: the series is put on a commit that lacks the feature, and on no other" {
	tree_state
	mkdir -p state/old state/new
	scripts/bisect-build state "$(fact good state/request)" state/old 2>/dev/null
	[ "$(fact variant state/old/built)" = patched ]
	grep -q one-oh-five built
	# and nothing is taken out of it before
	[ "$(git -C "$(fact repo state/old/facts)" log --format=%s "$(fact commit state/old/facts)" | paste -sd ' ')" = 'toy: 2-two toy: 1-one toy' ]
	rm built
	scripts/bisect-build state "$(fact bad state/request)" state/new 2>/dev/null
	[ "$(fact variant state/new/built)" = stock ]
	! grep -q one-oh-five built || false
	# the user's own tree knows nothing of it
	[ "$(git -C k worktree list | wc -l)" -eq 1 ]
	[ -z "$(git -C k for-each-ref refs/rig)" ]
}

@test "a kernel's key is what it holds, not its number" {
	tree_state
	bad=$(fact bad state/request)
	mkdir -p state/a state/b state/c
	scripts/bisect-build state "$bad" state/a 2>/dev/null
	echo a word >k/README && git -C k add -f README && git -C k commit -qm docs
	scripts/bisect-build state "$(git -C k rev-parse HEAD)" state/b 2>/dev/null
	[ "$(fact hash state/a/kernel/facts)" != "$(fact hash state/b/kernel/facts)" ]
	[ "$(fact key state/a/built)" = "$(fact key state/b/built)" ]
	sed -i 's/^120$/other/' k/kernel/b.c && git -C k commit -qam b
	scripts/bisect-build state "$(git -C k rev-parse HEAD)" state/c 2>/dev/null
	[ "$(fact key state/a/built)" != "$(fact key state/c/built)" ]
}

@test "a gate that fails is no kernel to boot, unless it fails at the bad end" {
	tree_state
	good=$(fact good state/request) bad=$(fact bad state/request)
	mkdir -p state/a state/b
	echo 'rig: gate: bpf_foo: no prototype' >gate
	run scripts/bisect-build state "$good" state/a
	[ "$status" -eq 7 ]
	[[ $output == *"bpf_foo: no prototype"* ]]
	[ ! -e state/a/built ]
	scripts/bisect-build state "$bad" state/b 2>/dev/null
	# there are more kfuncs at one commit than at another
	echo 'rig: gate: bpf_bar: no prototype' >gate
	scripts/bisect-build state "$good" state/a 2>/dev/null
	[ -e state/a/built ]
	# what can not be looked at says nothing
	rm state/a/built
	sed -i 's/exit 7/exit 8/' build/host/rig
	run scripts/bisect-build state "$good" state/a
	[ "$status" -eq 8 ]
	[ ! -e state/a/built ]
}

@test "what does not build or apply says so by its exit status" {
	tree_state
	mkdir -p state/a
	touch fails
	run scripts/bisect-build state "$(fact bad state/request)" state/a
	[ "$status" -eq 5 ]
	[[ $output == *"b.c:3: error: no"* ]]
	rm fails
	git -C k checkout -q -b old HEAD^
	sed -i 's/^105$/gone/' k/kernel/b.c && git -C k commit -qam gone
	run scripts/bisect-build state "$(git -C k rev-parse HEAD)" state/a
	[ "$status" -eq 6 ]
	[ ! -e state/a/built ]
}
