#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# Several run directories in one report: what is not there, or does not go
# together, must never look like a green one.

load runs

setup_file() {
	runs_prepare
	play patched "$cases/outcome/green/script" patched
	play stock "$cases/outcome/green/script" stock
	play failing "$cases/judge/twin-fails/script" patched
	"$RIG" fail --runs of-fail --arch arm64 --variant patched --exit 5 \
		--phase kernel --reason 'it did not <build> | "as" *such*' || :
	mv of-fail/2* build-fail
}

setup() {
	out=$BATS_TEST_TMPDIR/out
	cd "$BATS_FILE_TMPDIR"
}

@test "one cell: its reports are those of its run" {
	merge patched
	ends 0 'PASS: all 3 cases met their expectation'
	for report in result.json report.ktap report.xml report.csv report.html logs; do
		diff -r "patched/$report" "$out/cells/x86_64-patched/$report"
	done
}

@test "two cells: a row a case, a column a cell, what differs is marked" {
	merge patched failing-is-not-here
	ends 8 'RIG_ERROR: failing-is-not-here: No such file or directory'
	[ ! -e "$out" ]
	merge patched stock
	ends 0 'PASS: all 6 cases of 2 cells met their expectation'
	[[ ${lines[0]} =~ ^case\ +x86_64\ +x86_64$ ]]
	[[ ${lines[1]} =~ ^\ +patched\ +stock$ ]]
	[[ $output =~ basic/refused\ +verifier\ +verifier ]]
	[[ $output != *$'\033'* ]]
}

@test "a cell that is not as the first: marked in all reports" {
	cp -r failing "$BATS_TEST_TMPDIR/other"
	sed -i 's|"variant": "patched"|"variant": "stock"|' "$BATS_TEST_TMPDIR/other/manifest.json"
	sed -i 's/^variant patched$/variant stock/' "$BATS_TEST_TMPDIR/other/request"
	merge patched "$BATS_TEST_TMPDIR/other"
	ends 1 "TEST_FAIL: x86_64/stock: basic/loads and 1 other: must return 0, but returned 7"
	[[ $output =~ basic/loads\ +loads\ +FAIL\* ]]
	grep -q '"differs": true' "$out/result.json"
	grep -qF '**FAIL**' "$out/report.md"
	grep -q '<b>FAIL \*</b>' "$out/report.html"
	grep -qF '"x86_64/stock","basic/loads",FAIL,' "$out/report.csv"
}

@test "a run whose manifest was made to tell of another cell is no run of that cell" {
	cp -r patched "$BATS_TEST_TMPDIR/other"
	sed -i 's|"arch": "x86_64"|"arch": "arm64"|' "$BATS_TEST_TMPDIR/other/manifest.json"
	merge patched "$BATS_TEST_TMPDIR/other"
	ends 8 "RIG_ERROR: arm64/patched: $BATS_TEST_TMPDIR/other: manifest.json tells of a run of arm64/patched, request of one of x86_64/patched"
}

@test "a run that ended before its boot is a column, and its words are no markup" {
	merge patched build-fail
	ends 5 'BUILD_FAIL: arm64/patched: kernel: it did not <build> | "as" *such*'
	[[ $output =~ basic/loads\ +loads\ +-$'\n' ]]
	grep -q '<error type="BUILD_FAIL"' "$out/report.xml"
	grep -qF 'not ok 2 arm64/patched' "$out/report.ktap"
	grep -qF 'did not &lt;build&gt;' "$out/report.html"
	grep -qF 'did not &lt;build\> \| "as" \*such\*' "$out/report.md"
}

@test "cells that must be there: one without a run is no PASS" {
	run "$RIG" report --merge "$out" --cells 'x86_64/patched arm64/baseline' patched
	ends 8 'RIG_ERROR: arm64/baseline: there is no run of it'
	grep -q 'errors="1"' "$out/report.xml"
	grep -qF '"outcome": "RIG_ERROR"' "$out/cells/arm64-baseline/result.json"
}

@test "cells: another one than those, a name that is none, one twice" {
	run "$RIG" report --merge "$out" --cells arm64/patched patched
	ends 8 'RIG_ERROR: patched: it is a run of x86_64/patched, which --cells lacks'
	run "$RIG" report --merge "$out" --cells patched patched
	ends 8 'RIG_ERROR: --cells: patched is no ARCH/VARIANT'
	run "$RIG" report --merge "$out" --cells 'x86_64/patched x86_64/patched' patched
	ends 8 'RIG_ERROR: --cells: x86_64/patched is named twice'
	[ ! -e "$out" ]
}

@test "two runs of one cell: refused, both named" {
	merge patched failing
	ends 8 'RIG_ERROR: patched and failing: both are whole runs of x86_64/patched'
	[ ! -e "$out" ]
}

@test "what is judged is the evidence, not what result.json says of it" {
	cp -r failing "$BATS_TEST_TMPDIR/lies"
	cp patched/result.json patched/report.* "$BATS_TEST_TMPDIR/lies"
	merge "$BATS_TEST_TMPDIR/lies"
	[ "$status" -eq 1 ]
}

@test "a run whose evidence is cut is a column that says so" {
	cp -r patched "$BATS_TEST_TMPDIR/cut"
	rm "$BATS_TEST_TMPDIR/cut/records.bin"
	merge stock "$BATS_TEST_TMPDIR/cut"
	ends 8 "RIG_ERROR: x86_64/patched: $BATS_TEST_TMPDIR/cut: records.bin or console.raw: No such file or directory"
	truncate -s 700 "$BATS_TEST_TMPDIR/cut/manifest.json"
	merge stock "$BATS_TEST_TMPDIR/cut"
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == *"cut/manifest.json: "* ]]
	[ ! -e "$out/result.json" ]
}

@test "an earlier merge goes, whatever becomes of the next; a run stays" {
	merge patched stock
	merge patched
	[ ! -e "$out/cells/x86_64-stock" ]
	merge patched failing
	[ "$status" -eq 8 ]
	[ ! -e "$out/result.json" ]
	cp -r patched "$BATS_TEST_TMPDIR/run"
	run "$RIG" report --merge "$BATS_TEST_TMPDIR/run" patched
	[ "$status" -eq 64 ]
	diff -r patched "$BATS_TEST_TMPDIR/run"
}

@test "several directories or cells without --merge: usage" {
	run "$RIG" report patched stock
	[ "$status" -eq 64 ]
	run "$RIG" report --cells x86_64/patched patched
	[ "$status" -eq 64 ]
}

@test "a run that is in the folder of the report is not removed for it" {
	mkdir -p "$out/cells"
	cp -r patched "$out/cells/mine"
	merge "$out/cells/mine"
	[ "$status" -eq 64 ]
	[[ $output == *"the run $out/cells/mine is in there"* ]]
	diff -r patched "$out/cells/mine"
}
