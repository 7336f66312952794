# SPDX-License-Identifier: GPL-2.0-only
# make bisect on a toy history. Driver, git and decisions are real; compiler and VM are played.

root=$BATS_TEST_DIRNAME/../..
load toy.sh

setup_file() {
	toy_history "$BATS_FILE_TMPDIR/k" 17
}

setup() {
	root=$(cd "$root" && pwd)
	case ${RIG:=build/host/rig} in /*) ;; *) RIG=$root/$RIG ;; esac
	cd "$BATS_TEST_TMPDIR"
	toy_rig .
	cp -a "$BATS_FILE_TMPDIR/k" k
	toy_environment "$PWD"
	# so that few trials are enough
	export GOOD=n9 BAD=n17 CONFIDENCE=60
	echo 13 >play/culprit
	state=build/bisect/latest
}

bisect() { run scripts/bisect "${1:-begin}"; echo "$output"; }
# refused WORDS: as a mistake of whoever typed, before anything was built.
refused() {
	bisect
	[ "$status" -eq 64 ]
	[[ ${lines[-1]} == *"$1"* ]]
	[ ! -e play/did ]
}

@test "the commit is named and confirmed, in text, JSON and HTML; git replays the log; KDIR is not touched" {
	CONFIDENCE=99
	before=$(find k -printf '%p %s %T@ %m\n' | sort | sha256sum)
	bisect
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *" (commit 13) broke o/p, with a confidence of 99."*"its parent passes, it fails, its parent passes again" ]]
	[ "$(find k -printf '%p %s %T@ %m\n' | sort | sha256sum)" = "$before" ]
	culprit=$(git -C k rev-parse n13)
	[ "$(sed -n 's/.*"commit": "\(.*\)",/\1/p' "$state/report.json" | head -n 1)" = "$culprit" ]
	grep -q '"sure": true' "$state/report.json"
	grep -q '"diff": "commit '"$culprit" "$state/report.json"
	grep -q '"before": "log of 12' "$state/report.json"
	grep -q '"after": "log of 13' "$state/report.json"
	grep -q '^-12' "$state/report.txt" && grep -q '^+13' "$state/report.txt"
	grep -q '<td class="v FAIL">bad</td>' "$state/report.html"
	[ "$(cut -f 1 "$state/steps" | grep -v step | paste -sd ' ')" = 'bad good before culprit again' ]
	git clone -q k again
	git -C again bisect replay "$PWD/$state/log"
	[ "$(git -C again rev-parse refs/bisect/bad)" = "$culprit" ]
	[ "$(grep -c '^build' play/did)" -eq "$(sort play/did | uniq | grep -c '^build')" ]
	[[ $output == *" steps in about "* ]]
	# what never came to the case has the console to tell
	run=$(awk -F '\t' '$1 == "culprit" { run = $7 } END { print run }' "$state/steps")
	echo 'verdict: NOTRUN' >"$run/logs/o/p.log"
	seq 99 >"$run/console.raw"
	scripts/bisect-answer "$PWD/$state" found "$culprit" "$(git -C k rev-parse n12)" ''
	[ "$(tail -n 1 "$state/culprit.log")" = 99 ]
	[ "$(cat "$state/before.log")" = 'log of 12' ]
}

@test "a trial counts only when the kernel's content is another; commits that do not build are left" {
	seq 8 12 >play/noop
	seq 14 16 >play/broken
	GOOD=n0 bisect
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *"(commit 13) broke"* ]]
	grep -q '	skip	.*a.c:[0-9]*: error: no' "$state/steps"
	grep -q 'its kernel is the same as that of ' "$state/steps"
}

@test "FIXED=1 names what mended it" {
	touch play/fixed
	GOOD=n17 BAD=n9 FIXED=1 bisect
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *"(commit 13) fixed o/p, "*"its parent fails, it passes, its parent fails again" ]]
}

@test "one that fails now and then is found, and so is one among other people's bugs" {
	echo '40 0 10' >play/rates
	CONFIDENCE=99
	bisect
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *"(commit 13) broke"* ]]
}

@test "a splat is found by its fingerprint" {
	sed -i 's/verdict=."FAIL.*insn.*/outcome=KERNEL_SPLAT; splats='"'"'{ "fingerprint": "abcabcabcabc", "excuse": null }'"'"'/' scripts/bisect-boot
	FINGERPRINT=abcabcabcabc bisect
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *"(commit 13) broke"* ]]
	FINGERPRINT=abcabcabcabd bisect
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == *'BAD=n17: it never comes to '* ]]
}

@test "next to the culprit nothing builds: then it is one of several, and that is what is said" {
	printf '%s\n' 11 12 >play/broken
	bisect
	[ "$status" -eq 1 ]
	[[ ${lines[-1]} == *"(commit 13) or one that can not be told from it broke o/p: "* ]]
	[[ ${lines[-1]} == *"$(git -C k rev-parse n11)"* && ${lines[-1]} == *"$(git -C k rev-parse n12)"* ]]
	[[ ${lines[-1]} != *"$(git -C k rev-parse n10)"* ]]
}

@test "a culprit that does not stand the confirmation is no answer" {
	# once it was named, commit 12 fails as well
	sed -i 's/^fails=\$if_good/&; [ "$key" != 12 ] || ! grep -q "^step.*commit 12$" "$1\/steps" || fails=100/' scripts/bisect-boot
	bisect
	[ "$status" -eq 1 ]
	[[ ${lines[-1]} == *"this is no answer" ]]
	grep -q '"sure": false' "$state/report.json"
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

@test "bisect-step serves whoever drives git bisect run" {
	git -C k bisect start n17 n9
	cd k
	run git bisect run ../scripts/bisect-step
	echo "$output"
	[ "$status" -eq 0 ]
	[[ $output == *"$(git rev-parse n13) is the first bad commit"* ]]
	[ "$(ls -d ../build/bisect/run-* | wc -l)" -eq 1 ]
	git bisect reset
	# the next one is another, and so is the other way round
	touch ../play/fixed
	git bisect start --term-old=broken --term-new=whole n17 n9
	FIXED=1 run git bisect run ../scripts/bisect-step
	[[ $output == *"$(git rev-parse n13) is the first whole commit"* ]]
	git bisect reset
	run ../scripts/bisect-step
	[ "$status" -eq 128 ]
	[[ $output == *"no bisection was started there"* ]]
}

@test "a range in which nothing builds ends soon" {
	toy_history k100 100
	seq 1 99 >play/broken
	KDIR=$PWD/k100 GOOD=n0 BAD=n100 bisect
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == *"the last 12 commits had no kernel to boot; give ends between which more of them have"* ]]
	[ "$(grep -c '^build' play/did)" -eq 14 ]
}

@test "killed at any place and resumed: the same answer, and nothing is done twice" {
	bisect
	[ "$status" -eq 0 ]
	answer=${lines[-1]} boots=$(cat play/count)
	rm -rf build/bisect play/did play/count
	begun=begin
	# in the midst of an end, of a step, of confirming
	for after in 2 $((boots / 2)) $((boots - 1)); do
		rm -f play/pid
		echo "$after" >play/slow
		"$PWD/scripts/bisect" "$begun" >out 2>err 3>&- &
		for i in $(seq 400); do [ ! -s play/pid ] || break; sleep 0.02; done
		# they are told by this test's own folder, which all of them name
		kill -9 $(pgrep -f "$PWD/(scripts|build)/") "$(cat play/pid)"
		wait
		begun=resume
	done
	rm play/slow
	bisect resume
	[ "$status" -eq 0 ]
	[ "${lines[-1]}" = "$answer" ]
	[ "$(cat play/count)" -eq "$boots" ]
	[ "$(grep -c '^build' play/did)" -eq "$(sort play/did | uniq | grep -c '^build')" ]
}

@test "interrupted, it ends with all that it started, and says how to go on" {
	echo 1 >play/slow
	"$PWD/scripts/bisect" begin >out 2>err 3>&- &
	bisect=$!
	for i in $(seq 200); do [ ! -s play/pid ] || break; sleep 0.02; done
	kill -TERM "$bisect"
	status=0
	wait "$bisect" || status=$?
	[ "$status" -eq 143 ]
	grep -q 'interrupted; make bisect-resume goes on' err
	run grep -s ') [^ZX] ' "/proc/$(cat play/pid)/stat"
	[ "$status" -ne 0 ]
	rm play/slow
	bisect resume
	[ "$status" -eq 0 ]
	rm -rf build/bisect
	bisect resume
	[ "$status" -eq 64 ]
	[[ ${lines[-1]} == *"nothing to resume; make bisect begins one" ]]
}

@test "when the rig fails it stops, and a failure is held against no commit" {
	sed -i 's/^verdict=/[ "$count" != 7 ] || [ -e play\/failed ] || { touch play\/failed; printf '"'"'{ "outcome": "RIG_ERROR", "sentence": "disk full" }'"'"' >play\/result; mkdir -p "$1\/runs\/7"; mv play\/result "$1\/runs\/7\/result.json"; ln -sfn runs\/7 "$1\/latest"; echo "$1\/runs\/7"; exit; }\n&/' scripts/bisect-boot
	bisect
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == *"the rig failed: disk full; make bisect-resume goes on" ]]
	bisect resume
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *"(commit 13) broke"* ]]
}

@test "toy histories full of noise: the right commit, and no wrong one is sure" {
	run "$root/tests/bisect/simulate" 1
	echo "$output"
	[ "$status" -eq 0 ]
}
