# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What became of the cases that were played, as TAP or as a table. Sourced by run-cases; it reads that script's variable work.

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
