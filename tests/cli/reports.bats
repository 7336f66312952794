#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# What each report says of a run: whoever reads one alone must not see green
# where there is none.

setup() {
	: "${RIG:?}" "${FAKE_QEMU:?}"
	objs=$(dirname "$RIG")/cases/objs
	cases=$BATS_TEST_DIRNAME/../cases
	tmp=$(mktemp -d)
	mkdir "$tmp/kernel"
	cp "$cases/facts" "$tmp/kernel/facts"
	: >"$tmp/kernel/Image"
	: >"$tmp/kernel/vmlinux"
	cp "$BATS_TEST_DIRNAME/../fake-decoder" "$tmp/kernel/decode_stacktrace.sh"
	: >"$tmp/initramfs"
}

teardown() {
	rm -rf "$tmp"
}

# play CASE [OPTION...]: a recorded case; its reports are in $reports.
play() {
	export FAKE_QEMU_SCRIPT=$cases/$1/script FAKE_QEMU_FACTS=$cases/facts
	shift
	run "$RIG" run --arch-conf "$cases/arch.conf" --variant patched --accel tcg \
		--qemu "$FAKE_QEMU" --initramfs "$tmp/initramfs" --kernel "$tmp/kernel" \
		--progs "$objs" --runs "${runs:-$tmp/runs}" --splats-deny "$cases/splats.deny" "$@"
	reports=$tmp/latest
}

# has REPORT TEXT...: each of the texts is in it.
has() {
	local report=$reports/report.$1 text
	shift
	for text; do
		grep -qF -- "$text" "$report" || {
			echo "$report: no $text"
			return 1
		}
	done
}

# lacks REPORT ERE: no line matches.
lacks() {
	if grep -nE -- "$2" "$reports/report.$1"; then
		return 1
	fi
}

@test "a log of 10 MiB is whole in its file, and no burden to a browser" {
	play hostile/burst-of-records
	[ "$(wc -c <"$tmp/latest/logs/basic/loads.log")" -gt 10485760 ]
	[ "$(wc -c <"$reports/report.html")" -lt 2097152 ]
	has html 'that stand in logs/basic/loads.log alone' '10485760 bytes' 'case: basic/loads'
}

@test "a green run is green in all of them" {
	play outcome/green
	[ "$status" -eq 0 ]
	has ktap '1..2' '    1..3' '    ok 3 refused' 'ok 1 basic' 'ok 2 run'
	lacks ktap 'not ok'
	has xml 'tests="4"' 'failures="0"' 'errors="0"'
	lacks xml '<(error|failure)'
	has csv '"basic/refused",PASS,verifier,13,'
	has html '<h1 class="PASS">PASS</h1>' 'class="v PASS"'
	has md '## PASS: x86\_64 patched' '3 of 3 cases passed'
	lacks md '^### '
}

@test "a panic after all cases passed is green in none" {
	play outcome/panic-after-all-passed
	[ "$status" -eq 2 ]
	has ktap 'ok 1 basic' '# KERNEL_CRASH: ' 'not ok 2 run'
	has xml 'errors="1"' '<error type="KERNEL_CRASH"'
	has html '<h1 class="bad">KERNEL_CRASH</h1>'
	has md '## KERNEL\_CRASH: ' 'Kernel panic - not syncing'
}

@test "a splat is green in none" {
	play outcome/splat
	[ "$status" -eq 3 ]
	has ktap 'not ok 2 run'
	has xml 'errors="1"' '<error type="KERNEL_SPLAT"'
	has html '<h1 class="bad">KERNEL_SPLAT</h1>' 'not excused'
}

@test "a splat is told with its case in each, and with the top of its trace" {
	play reports/warning-x86_64
	title='WARNING: drivers/misc/lkdtm/bugs.c in lkdtm_WARNING_MESSAGE (line 4 of the console)'
	has ktap "    # SPLAT: warning 205f90d3ab43 in basic/needs_module: $title, not excused" \
		'    #   full_proxy_write (full_proxy_write.c:1)'
	run grep -A 1 -F '    # SPLAT' "$reports/report.ktap"
	[[ ${lines[1]} == '    #   lkdtm_WARNING_MESSAGE+0x'* ]]
	has xml "<system-err>SPLAT: warning 205f90d3ab43 in basic/needs_module: $title" 'full_proxy_write.c:1'
	has html "in basic/needs_module: $title" 'full_proxy_write (full_proxy_write.c:1)'
	has md '### Splat: warning 205f90d3ab43 in basic/needs' 'full_proxy_write.c:1'
	grep -qF "SPLAT: warning 205f90d3ab43 in basic/needs_module: $title" "$reports/logs/basic/needs_module.log"
	! grep -q SPLAT "$reports/logs/basic/loads.log" || false
	run "$RIG" report --annotate github "$reports"
	[[ ${lines[0]} == "::error "*"title=SPLAT%3A warning%2C x86_64 patched::warning 205f90d3ab43 in basic/needs_module: "* ]]
	[[ ${lines[0]} == *'%0Afull_proxy_write (full_proxy_write.c:1)%0A' ]]
	play reports/at-boot
	has ktap '# SPLAT: warning cc792a7b21a8 at boot: '
	! grep -q '^    # SPLAT' "$reports/report.ktap" || false
	run grep -B 4 '<system-err>SPLAT: warning cc792a7b21a8 at boot: ' "$reports/report.xml"
	[[ $output == *'name="run"'* ]]
}

@test "a splat is told once, at the end with its trace, and not when it is excused" {
	play reports/twice
	run grep -nE -A 1 '^(SPLAT|PASS .*needs_module)' <<<"$output"
	[ "$(grep -c SPLAT <<<"$output")" -eq 1 ]
	[[ ${lines[0]} == *'PASS '* ]]
	[[ $output == *'SPLAT  warning cc792a7b21a8 in basic/needs_module: '*'(line 4 of the console), 2 times, not excused'* ]]
	[[ ${lines[-1]} == *'stack| '* ]]
	sed "s/@SOON@/$(date -u -d '300 days' +%F)/" "$cases/reports/excused-whole/splats.allow" >"$tmp/allow"
	play reports/excused-whole --splats-allow "$tmp/allow"
	[ "$status" -eq 0 ]
	! grep '^SPLAT' <<<"$output" || false
}

@test "on a terminal a splat is told when it comes as well, on a line that goes again" {
	export NO_COLOR=1
	play reports/twice
	printf '#!/bin/sh\nexec %s' "$(sed -n 's/^  "command": "\(.*\)",$/\1/p' "$tmp/latest/manifest.json")" >"$tmp/again"
	chmod +x "$tmp/again"
	TERM=xterm run script -qec "$tmp/again" /dev/null
	[[ $output == *'SPLAT  warning cc792a7b21a8 in basic/needs_module: '*'not excused'$'\r\033[K'*'PASS '*needs_module* ]]
	[ "$(tr '\r' '\n' <<<"$output" | grep -c 'SPLAT .* 2 times')" -eq 1 ]
}

@test "a case that fails, and one that proves nothing, are told apart" {
	play judge/twin-fails
	[ "$status" -eq 1 ]
	has ktap '    not ok 1 loads' '    # FAIL: ' '    # ERROR: ' '    not ok 3 refused' \
		'not ok 1 basic' 'not ok 2 run'
	has xml 'failures="1"' 'errors="2"' '<failure type="FAIL"' '<error type="ERROR"'
	has csv '"basic/loads",FAIL,' '"basic/refused",ERROR,'
	has html 'class="v FAIL"' 'class="v ERROR"'
	has md '### FAIL: basic/loads' '### ERROR: basic/refused' 'R2 !read_ok' '1 of 3 cases passed'
}

@test "a case that did not run is no skip" {
	play outcome/panic
	[ "$status" -eq 2 ]
	has ktap '    # NOTRUN: ' 'not ok 1 basic' 'not ok 2 run'
	lacks ktap '[sS][kK][iI][pP]'
	has xml 'skipped="0"' '<error type="NOTRUN"'
	has csv ',NOTRUN,,,'
	has html 'class="v NOTRUN"'
}

@test "evidence that can not be read any more leaves nothing green" {
	for gone in splats.deny manifest.json progs records.bin; do
		play outcome/green
		[ "$status" -eq 0 ]
		rm -r "$(readlink -f "$reports")/$gone"
		run "$RIG" report "$reports"
		[ "$status" -eq 8 ]
		[[ $output == 'RIG_ERROR: '*"$gone"* ]]
		grep -q '"outcome": "RIG_ERROR"' "$reports/result.json"
		has ktap 'not ok 1 run'
		has xml 'errors="1"'
		lacks csv 'PASS'
		has html '<h1 class="bad">RIG_ERROR</h1>'
		has md '## RIG\_ERROR: '
	done
	# where there was no run, none is made up
	mkdir "$tmp/none"
	run "$RIG" report "$tmp/none"
	[ "$status" -eq 8 ]
	[ -z "$(ls "$tmp/none")" ]
}

@test "each black box is told in what people read, with its file" {
	cp "$cases/System.map" "$tmp/kernel/System.map"
	play blackbox/idle --case-timeout 1 --blackbox-timeout 3 --extra-boots 0
	[ "$status" -eq 4 ]
	has md 'Black box of boot 1: idle: ' '(blackbox.txt)'
	has html '<a href="blackbox.txt">Black box of boot 1: idle: '
	[[ $output == *'black box: '*'/blackbox.txt'* ]]
	play outcome/green
	lacks md 'Black box'
	lacks html 'Black box'
}

@test "a slash behind a folder's name makes no other path of it" {
	runs=$tmp/runs// play judge/twin-fails
	[[ $output == *"log: $tmp/runs/"* && $output == *"run directory: $tmp/runs/"* ]]
	[[ $output != *//* ]]
	run "$RIG" report "$reports//"
	[[ $output == *"run directory: $reports"$'\n'* ]]
	[[ $output != *//* ]]
}

@test "what the guest says is no markup of a summary" {
	play hostile/escapes
	has md '\(EACCES\): &lt;/td\>&lt;b\>%s%n' '&lt;/pre>&lt;script>alert(1)'
	[ "$(grep -c '<' "$reports/report.md")" -eq "$(grep -cE '^</?(pre|details)>' "$reports/report.md")" ]
}

@test "GitHub is told each case that failed, at its source, on a line that nothing ends" {
	cd "$BATS_TEST_DIRNAME/../.."
	play judge/twin-fails
	run "$RIG" report --annotate github "$reports"
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 2 ]
	line=$(grep -n -m 1 'return 0;' tests/cases/objs/basic.bpf.c | cut -d : -f 1) # of the first instruction
	[[ ${lines[0]} == "::error file=tests/cases/objs/basic.bpf.c,line=$line,title=FAIL%3A basic/loads%2C x86_64 patched::must return 0, but "* ]]
	[[ ${lines[1]} == *",title=ERROR%3A basic/refused%2C "*"%0A1: (bf) r0 = r2%0AR2 !read_ok%0A" ]]
	play hostile/escapes
	run "$RIG" report --annotate github "$reports"
	[ "${#lines[@]}" -eq 2 ]
	[[ ${lines[0]} == *'</td><b>%25s%25n%0A0: (b7)'* ]]
}

@test "GitHub is told how a run ended that its cases do not explain, and of a green one nothing" {
	play outcome/panic
	rig=$(realpath "$RIG")
	(cd "$tmp" && "$rig" report --annotate github "$reports" >"$tmp/lines")
	grep -q '^::error title=KERNEL_CRASH%3A x86_64 patched::in basic/needs_module: BUG: kernel NULL pointer dereference (line 4 of the console)' "$tmp/lines"
	grep -qE '^::error (file=tests/[a-z/.]*,line=[0-9]*,)?title=CRASH%3A basic/needs_module' "$tmp/lines"
	! grep -q 'was not run' "$tmp/lines" || false
	play outcome/green
	[ -z "$("$RIG" report --annotate github "$reports")" ]
	run "$RIG" report --annotate gitlub "$reports"
	[ "$status" -eq 64 ]
	run "$RIG" report --annotate github "$reports" "$reports"
	[ "$status" -eq 64 ]
}
