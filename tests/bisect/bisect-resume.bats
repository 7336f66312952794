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

@test "interrupted, it ends with all that it started, and says how to go on" {
	echo 1 >play/slow
	"$PWD/scripts/bisect" begin >out 2>err 3>&- &
	bisect=$!
	for i in $(seq 3000); do [ ! -s play/pid ] || break; sleep 0.02; done
	kill -TERM "$bisect"
	status=0
	wait "$bisect" || status=$?
	[ "$status" -eq 143 ]
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
