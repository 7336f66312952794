# SPDX-License-Identifier: GPL-2.0-only
# make bisect on a toy history: ends that are none, each told as soon as it can be. Driver, git and decisions are real; compiler and VM are played.

load toy.sh

setup_file() { toy_setup_file; }
setup() { toy_setup; }

# refused WORDS: as a mistake of whoever typed, before anything was built.
refused() {
	bisect
	[ "$status" -eq 64 ]
	[[ ${lines[-1]} == *"$1"* ]]
	[ ! -e play/did ]
}

@test "what is wrong with the ends is told before anything is built" {
	GOOD=n17 BAD=n9 refused 'BAD=n9 is older than GOOD=n17: swap them, or set FIXED=1'
	FIXED=1 refused 'with FIXED=1 the case fails first'
	GOOD=n17 refused 'GOOD and BAD are both n17'
	GOOD=main refused 'are the same commit'
	GOOD=gone refused 'GOOD=gone: no commit of KDIR'
	GOOD='' refused 'GOOD is not set'
	BAD='' refused 'BAD is not set'
	TEST='' refused 'TEST is not set'
	TEST='o/*' refused 'one case is bisected'
	KDIR='' refused 'KDIR is not set'
	git -C k tag "q'1" n13
	GOOD="q'1" refused "GOOD=q'1: holds a ', which the rig can not keep"
	BAD="a'b.config" refused "BAD=a'b.config: holds a '"
	KDIR="$PWD/k'" refused "KDIR=$PWD/k': holds a '"
	BAD=series/03 refused 'both are commits of KDIR, or both are of the series'
	FIXED=yes refused 'FIXED=yes'
	FINGERPRINT=xyz refused 'FINGERPRINT=xyz'
	for percent in 100 49 99,5 '' x; do
		[ -n "$percent" ] || continue
		CONFIDENCE=$percent refused "CONFIDENCE=$percent"
	done
	git -C k checkout -q --orphan other
	git -C k -c user.name=t -c user.email=t@localhost commit -q -m other
	GOOD=other refused 'GOOD=other is no ancestor of BAD=n17: there is no line'
	git -C k checkout -q -b fork n4
	echo fork >k/n
	git -C k -c user.name=t -c user.email=t@localhost commit -qam fork
	GOOD=fork refused "where they part, $(git -C k rev-parse n4), is one: take it as GOOD"
	echo changed >k/n
	refused 'has changes that are not committed'
	git clone -q --depth 3 "file://$PWD/k" shallow
	KDIR=shallow refused 'a shallow clone'
	mkdir none
	KDIR=$PWD/none refused 'not a git tree'
	KDIR=$PWD/gone refused 'no such folder'
	[ ! -e build/bisect/latest ]
}

@test "a case that one end does not have is told before anything is built" {
	printf '#!/bin/sh\n[ "$2" != "%s" ]\n' "$(git -C k rev-parse n9)" >scripts/bisect-plan
	refused 'GOOD=n9 has no case o/p'
}

@test "ends that do not differ, do not build or do not fail are refused" {
	echo 25 >play/culprit
	bisect
	[ "$status" -eq 64 ]
	[[ ${lines[-1]} == *"does not fail at BAD=n17: it passes in all of "*"Swap the ends"* ]]
	echo 9 >play/culprit
	bisect
	[ "$status" -eq 64 ]
	[[ ${lines[-1]} == *"the ends do not differ: at GOOD=n9 the case fails in the same way"* ]]
	echo 17 >play/broken
	bisect
	[ "$status" -eq 64 ]
	[[ ${lines[-1]} == *"BAD=n17 has no kernel to boot: kernel: a.c:17: error: no; give an end that has" ]]
}

@test "ends of one kernel are refused without a boot of the second" {
	seq 14 17 >play/noop
	GOOD=n14 bisect
	[ "$status" -eq 64 ]
	[[ ${lines[-1]} == *"the ends do not differ: at GOOD=n14 the case has the same kernel as at the bad end"* ]]
}

@test "a range in which nothing builds ends soon" {
	toy_history k100 100
	seq 1 99 >play/broken
	KDIR=$PWD/k100 GOOD=n0 BAD=n100 bisect
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == *"the last 12 commits had no kernel to boot; give ends between which more of them have"* ]]
	[ "$(grep -c '^build' play/did)" -eq 14 ]
}

@test "of the folders in which a tree was built, its own and that of the one before are kept" {
	for tree in first second; do
		cp -a k "$tree"
		KDIR=$PWD/$tree bisect
	done
	mkdir cache/worktrees/linux
	[ "$(ls cache/worktrees | grep -c bisect-)" -eq 2 ]
	second=$(ls -t cache/worktrees | grep -m 1 bisect-)
	bisect
	[ "$status" -eq 0 ]
	[ "$(ls cache/worktrees | wc -l)" -eq 3 ]
	[ -e "cache/worktrees/$second" ]
	# where somebody builds, nothing is taken away
	! flock cache/lock timeout 0.5 scripts/bisect-trim bisect-third || false
	[ -e "cache/worktrees/$second" ]
	# that of another one that goes on has the newest checkout
	mkdir -p cache/worktrees/bisect-busy/stock
	touch cache/worktrees/bisect-busy/stock/src.commit
	touch -d '1 hour ago' cache/worktrees/bisect-busy
	scripts/bisect-trim bisect-third
	[ "$(ls -d cache/worktrees/bisect-* | paste -sd ' ')" = 'cache/worktrees/bisect-busy cache/worktrees/bisect-third' ]
}
