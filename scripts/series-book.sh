# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# How series-check runs things and keeps book of them; sourced by it. What is found of a patch goes to
# $root/<NN>.steps, in the lines that `rig series` reads.

# step_now: sets step_clock, in hundredths of a second since the machine's start; nobody sets that clock.
step_now()
{
	read -r step_clock _ </proc/uptime
	step_clock=$((${step_clock%.*} * 100 + 1${step_clock#*.} - 100))
}

# step_run COMMAND...: its output is $step_log; sets step_status and step_seconds, in which the time it waited for others
# does not count. It has a session of its own: an interrupt ends it with all it started, and nothing else.
step_run()
{
	step_now
	step_from=$step_clock
	step_status=0
	setsid "$@" >"$step_log" 2>&1 </dev/null &
	child=$!
	wait "$child" || step_status=$?
	child=
	step_now
	step_took=$((step_clock - step_from))
	# What took less than a second did not wait for one.
	# shellcheck disable=SC2013 # numbers
	[ "$step_took" -lt 100 ] || for step_waited in $(sed -nE 's/^rig: waited ([0-9]+) s$/\1/p' "$step_log"); do
		step_took=$((step_took - step_waited * 100))
	done
	[ "$step_took" -gt 0 ] || step_took=0
	step_seconds=$((step_took / 100)).$((step_took / 10 % 10))
	case $step_status in 130 | 143) rig_die "$step_status" "series-check: interrupted; what is done is kept" ;; esac
	return "$step_status"
}

# Why it failed: what it said last, or what the compiler said first.
step_reason()
{
	step_words=$(sed -n '/^rig: wait/d; s/^rig: //p' "$step_log" | tail -n 1)
	[ -n "$step_words" ] || step_words=$(grep -am 1 -E '(error|Error|undefined reference)[ :]' "$step_log" || :)
	printf '%s\n' "${step_words:-exit $step_status}" | tr '\t' ' '
}

step_line()
{
	step_joined=$1
	shift
	for step_word; do step_joined="$step_joined	$step_word"; done
	printf '%s\n' "$step_joined" >>"$step_file"
}

# step_cell COLUMN STATE TEXT [DETAIL]
step_cell()
{
	step_line cell "$1" "$2" "$3" "$step_seconds" "$step_log" "${4:-}"
}

step_end()
{
	mv "$step_file" "$root/$step.steps"
}

# step_failed COLUMN OUTCOME: as the status says. What is not the patch's doing proves nothing of it.
step_failed()
{
	if [ "$step_status" -eq "$2" ]; then
		step_cell "$1" FAIL FAIL "$(step_reason)"
	else
		step_cell "$1" 'not run' 'not run' "$(step_reason)"
	fi
}

# What a helper listed in a file becomes notes.
step_notes()
{
	while IFS= read -r step_note; do
		[ -z "$step_note" ] || step_line note "$2$step_note"
	done <"$1"
}

# step_same KEYFILE KEY: were these results made of the same?
step_same()
{
	step_had=
	[ ! -r "$1" ] || read -r step_had <"$1" || :
	[ "$step_had" = "$2" ]
}
