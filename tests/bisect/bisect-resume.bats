# SPDX-License-Identifier: GPL-2.0-only
# make bisect on a toy history, killed, interrupted and failing. Driver, git and decisions are real; compiler and VM are played.

load toy.sh

setup_file() { toy_setup_file; }
setup() { toy_setup; }

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
		for i in $(seq 3000); do [ ! -s play/pid ] || break; sleep 0.02; done
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

@test "when nothing but the driver is killed, no other commit is begun" {
	bisect
	boots=$(cat play/count)
	rm -rf build/bisect play/did play/count
	echo $((boots / 2)) >play/slow
	"$PWD/scripts/bisect" begin >out 2>err 3>&- &
	bisect=$!
	for i in $(seq 3000); do [ ! -s play/pid ] || break; sleep 0.02; done
	rm play/slow
	kill -9 "$bisect"
	kill "$(cat play/pid)"
	# whoever resumes waits for this
	flock -w 20 build/lock true
	[ "$(grep -c '^step' "$state/steps")" -eq 2 ]
	[ "$(cat play/count)" -lt "$boots" ]
	bisect resume
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *"(commit 13) broke"* ]]
}

# begin_and_interrupt: once what play/pid names runs; what the driver says is in err.
begin_and_interrupt() {
	"$PWD/scripts/bisect" begin >out 2>err 3>&- &
	bisect=$!
	for i in $(seq 3000); do [ ! -s play/pid ] || break; sleep 0.02; done
	kill -TERM "$bisect"
	status=0
	wait "$bisect" || status=$?
	[ "$status" -eq 143 ]
}

@test "interrupted, it ends with all that it started, and says how to go on" {
	echo 1 >play/slow
	begin_and_interrupt
	grep -q 'interrupted; make bisect-resume goes on' err
	for i in $(seq 3000); do grep -qs ') [^ZX] ' "/proc/$(cat play/pid)/stat" || break; sleep 0.02; done
	[ "$i" -lt 500 ] # that is before it would have ended by itself
	rm play/slow
	bisect resume
	[ "$status" -eq 0 ]
	rm -rf build/bisect
	bisect resume
	[ "$status" -eq 64 ]
	[[ ${lines[-1]} == *"nothing to resume; make bisect begins one" ]]
}

@test "when the rig fails it stops, and a failure is held against no commit" {
	sed -i 's/^verdict=/[ "$count" != 7 ] || [ -e play\/failed ] || { touch play\/failed; printf '"'"'{ "outcome": "RIG_ERROR", "sentence": "disk full" }'"'"' >play\/result; mkdir -p "$1\/runs\/7"; mv play\/result "$1\/runs\/7\/result.json"; echo "$1\/runs\/7"; exit; }\n&/' scripts/bisect-boot
	bisect
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == *"the rig failed: disk full; make bisect-resume goes on" ]]
	bisect resume
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *"(commit 13) broke"* ]]
}

@test "interrupted before there is anything to go on with, it leaves nothing: make bisect-resume goes on with no other one" {
	printf '#!/bin/sh\nsleep 60 & echo $! >play/pid; wait\n' >scripts/bisect-request
	begin_and_interrupt
	[ "$(cat err)" = 'rig: bisect: interrupted before it began; nothing of it is kept' ]
	[ -z "$(ls build/bisect)" ]
	for i in $(seq 3000); do grep -qs ') [^ZX] ' "/proc/$(cat play/pid)/stat" || break; sleep 0.02; done
	[ "$i" -lt 500 ]
	# a shell that Ctrl-C ends
	rm play/pid
	setsid env --default-signal=INT "$PWD/scripts/bisect" begin >out 2>err 3>&- &
	bisect=$!
	for i in $(seq 3000); do [ ! -s play/pid ] || break; sleep 0.02; done
	kill -INT -- "-$bisect"
	wait "$bisect" || status=$?
	[ "$status" -eq 130 ]
	[ -z "$(ls build/bisect)" ]
}

# refused WORDS: by make bisect-resume, with the variables GIVEN typed.
refused() {
	run scripts/bisect resume $GIVEN
	echo "$output"
	[ "$status" -eq 64 ]
	[[ ${lines[-1]} == *"$1"* ]]
}

@test "resumed with other words than it was begun with, or finished, it says so" {
	sed -i 's/^count=\$((count + 1))/[ "$count" != 7 ] || [ -e play\/on ] || exit 8\n&/' scripts/bisect-boot
	bisect
	[ "$status" -eq 8 ]
	GIVEN=TEST TEST=o/q refused 'TEST=o/q was given, but the newest bisection has TEST=o/p: leave it out to go on with that one; make bisect begins another'
	GIVEN='TEST GOOD' GOOD=n8 refused 'GOOD=n8 was given, but the newest bisection has GOOD=n9: '
	GIVEN=BAD BAD=n16 refused 'BAD=n16 was given, but the newest bisection has BAD=n17: '
	GIVEN=ARCH ARCH=other refused 'ARCH=other was given, but the newest bisection has ARCH=toy: '
	GIVEN=KDIR KDIR=$PWD/other refused "KDIR=$PWD/other was given, but the newest bisection has KDIR=$PWD/k: "
	GIVEN=FIXED FIXED=1 refused 'FIXED=1 was given, but the newest bisection has FIXED=0: '
	GIVEN=CONFIDENCE CONFIDENCE=99 refused 'CONFIDENCE=99 was given, but the newest bisection has CONFIDENCE=60: '
	GIVEN=FINGERPRINT FINGERPRINT=abcabcabcabc refused 'FINGERPRINT=abcabcabcabc was given, but the newest bisection has no FINGERPRINT: '
	# what is the same may be given, in other words too; what was not typed is not asked
	GIVEN=KDIR KDIR= refused "no KDIR was given, but the newest bisection has KDIR=$PWD/k: "
	touch play/on
	ARCH=other KDIR=./k run scripts/bisect resume TEST GOOD BAD KDIR FIXED CONFIDENCE FINGERPRINT
	[ "$status" -eq 0 ]
	GIVEN='' refused "the newest one is finished: $(tail -n 1 "$state/report.txt"); all of it in $(readlink -f "$state")/report.txt; make bisect begins another"
	[[ $output == *"(commit 13) broke"* ]]
}

@test "make tells bisect-resume which variables were typed" {
	mkdir rig
	cp -R "$root/Makefile" "$root/configs" "$root/scripts" rig/
	printf '#!/bin/sh\necho "$*"\n' >rig/scripts/bisect
	unset GOOD BAD TEST TREE ARCH KDIR CONFIDENCE
	[ "$(ARCH=arm64 make -s -C rig bisect-resume TEST=o/p)" = 'resume TEST ARCH' ]
	[ "$(make -s -C rig bisect-resume)" = resume ]
	[ "$(make -s -C rig bisect TEST=o/p)" = begin ]
}
