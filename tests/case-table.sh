# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What became of the cases that were played, as TAP or as a table. Sourced by run-cases; it reads that script's variable work.

# well_formed CASE...: what is no XML of their reports, in their `wrong`. One process looks at all, and one for each tells of which.
well_formed() {
	! command -v xmllint >/dev/null || xmllint --huge --noout "$work"/out/*/*/runs/*/first/report.xml \
		"$work"/out/*/*/runs/*/first/report.html 2>/dev/null && return
	for case in "$@"; do
		for file in "$work/out/$case"/runs/*/first/report.xml "$work/out/$case"/runs/*/first/report.html; do
			[ ! -e "$file" ] || xmllint --huge --noout "$file" >>"$work/out/$case/wrong" 2>&1
		done
	done
}

# is_as_expected CASE
is_as_expected() {
	[ ! -s "$work/out/$1/wrong" ] && [ -f "$work/out/$1/wrong" ]
}

# tell_tap CASE...
tell_tap() {
	echo "1..$#"
	number=0
	bad=0
	for case in "$@"; do
		number=$((number + 1))
		if is_as_expected "$case"; then
			echo "ok $number - $case"
		else
			bad=$((bad + 1))
			echo "not ok $number - $case"
			sed 's/^/# /' "$work/out/$case/wrong"
			tail -n 20 "$work/out/$case/stdout" "$work/out/$case/stderr" | sed 's/^/#   /'
		fi
	done
	[ "$bad" -eq 0 ]
}

# tell_table CASE...: in Markdown.
tell_table() {
	echo '| case | fault | expected | got | |'
	echo '|---|---|---|---|---|'
	bad=0
	for case in "$@"; do
		said=ok
		is_as_expected "$case" || { said=WRONG && bad=$((bad + 1)); }
		echo "| $case | $(cat "$work/out/$case/row") | $said |"
	done
	printf '\n%d faults, %d of them not as expected\n' "$#" "$bad"
	[ "$bad" -eq 0 ]
}
