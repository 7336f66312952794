# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Whether a case that was played is as it says in its file `expected`. Sourced by run-cases; it reads that script's
# variables: cases, work, outcomes.

# exit_of OUTCOME: sets want to its exit status.
exit_of() {
	want=
	while read -r name code _; do
		[ "$name" != "$1" ] || want=$code
	done <<-END
		$outcomes
	END
}

# check CASE: prints what is not as expected of the $status, the seconds $took and the files of its run.
check() {
	out=$work/out/$1
	set -- "$cases/$1"
	run=$(echo "$out"/runs/*/)
	run=${run%/}
	outcome='' exit='' why=''
	while read -r what rest; do
		case $what in
		why) why=$rest ;;
		outcome) outcome=$rest ;;
		exit) exit=$rest ;;
		esac
	done <"$1/expected"
	[ -n "$why" ] || echo "expected: no line says why the case is there"
	exit_of "$outcome"
	want=${exit:-$want}
	[ "$status" = "${want:-none}" ] || echo "exit status $status, not ${want:-that of $outcome}"
	if [ -n "$outcome" ] && [ -d "$run" ]; then
		grep -q "^  \"outcome\": \"$outcome\"" "$run/result.json" ||
			echo "result.json: not $outcome: $(grep '^  "outcome"' "$run/result.json")"
	fi
	# What stands in the table of faults.
	got=$(sed -n 's/^  "outcome": "\(.*\)",*$/\1/p' "$run/result.json" 2>/dev/null)
	echo "$why | ${outcome:-none}, exit ${want:-none} | ${got:-none}, exit $status" >"$out/row"
	if [ "$status" -lt 128 ]; then
		last=$(tail -n 1 "$out/stdout")
		case $last in
		"$outcome: "*) ;;
		*) echo "last line: $last" ;;
		esac
	fi
	grep -s '"exit_code": 99,' "$run/vm.json" "$run"/boots/*/vm.json && echo "the script is wrong, or too short"
	# Readable when it is over, by whom the umask of run-cases lets; never writable by them.
	[ "$status" -ge 128 ] || [ ! -d "$run" ] || [ "$(stat -c %a "$run")" = 755 ] || echo "mode of the run's directory: $(stat -c %a "$run")"
	report=yes
	while read -r what rest; do
		case $what in
		why | outcome | exit) ;;
		no-report) report= ;;
		no-run) report= && [ ! -d "$run" ] || echo "there is a run: $run" ;;
		verdict)
			grep -q "^\"${rest% *}\",${rest##* }," "$run/report.csv" ||
				echo "report.csv: not $rest: $(grep "^\"${rest% *}" "$run/report.csv")"
			;;
		says)
			grep -qE -- "$rest" "$out/stdout" "$out/stderr" || echo "never said: $rest"
			;;
		silent)
			grep -qE -- "$rest" "$out/stdout" "$out/stderr" && echo "said: $rest"
			;;
		json)
			grep -qE -- "$rest" "$run/result.json" || echo "result.json: no $rest"
			;;
		holds)
			grep -qE -- "${rest#* }" "$run/${rest%% *}" || echo "${rest%% *}: no ${rest#* }"
			;;
		within)
			[ "$took" -le "$rest" ] || echo "it took $took s, more than $rest"
			;;
		*) echo "expected: unknown word $what" ;;
		esac
	done <"$1/expected"
	[ ! -s "$out/pid" ] || is_gone "$(cat "$out/pid")" || echo "QEMU stayed behind"
	[ -z "$report" ] || check_report "$run" "$want"
}

# is_gone PID: within a second; a zombie waits for nobody but its new parent.
is_gone() {
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		stat=
		{ read -r stat <"/proc/$1/stat"; } 2>/dev/null
		stat=${stat##*) }
		case ${stat%% *} in
		'' | Z | X) return 0 ;;
		esac
		sleep 0.1
	done
	return 1
}

# check_report RUNDIR STATUS: made again, everything is the same.
check_report() {
	mkdir "$1/first" && mv "$1/result.json" "$1"/report.* "$1/first/" || return
	"$RIG" report "$1" >/dev/null 2>&1
	[ $? = "$2" ] || echo "rig report exits otherwise than $2"
	# All else that is in the folder has no first.
	diff "$1/first" "$1" 2>&1 | grep -v "^Only in $1: "
	! command -v xmllint >/dev/null || xmllint --huge --noout "$1/report.xml" "$1/report.html" 2>&1
}
