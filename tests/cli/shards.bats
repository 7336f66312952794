#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# Parts of a run, on machines that know nothing of each other, and what becomes
# of them together: one run, or no PASS.

load runs

setup_file() {
	runs_prepare
	# twins are one group, the longer one, so the first shard
	printf 'basic/loads 10\nbasic/refused 10\nbasic/needs_module 5\n' >durations
	grep -v needs_module "$cases/outcome/green/script" >first
	grep -vE 'basic/(loads|refused)' "$cases/outcome/green/script" >second
	sed '/^end/d' second >cut-script
	sed 's/retval=41/retval=42/' second >wrong-script
	{ sed '/^case/,$d' second; echo 'console [ 1.5] Kernel panic - not syncing: played'; } >panic
	play whole "$cases/outcome/green/script" patched
	play s1 first patched --shard 1/2 --durations durations
	play s2 second patched --shard 2/2 --durations durations
	play crash panic patched --shard 2/2 --durations durations
	play twice "$cases/boots/flaky-alone/script" patched --shard 2/2 --durations durations
	play cut cut-script patched --shard 2/2 --durations durations
	play wrong wrong-script patched --shard 2/2 --durations durations
	printf 'at played\\.c:\t%s\tthe test plays it\n' "$(date -u -d '300 days' +%F)" >allow
	for shard in first second; do
		sed '/^hello/i console [ 1.5] WARNING: CPU: 0 PID: 1 at played.c:1' $shard >$shard-splat
	done
	play excused1 first-splat patched --shard 1/2 --durations durations --splats-allow allow
	play unused2 second patched --shard 2/2 --durations durations --splats-allow allow
	play unused1 first patched --shard 1/2 --durations durations --splats-allow allow
	play splat2 second-splat patched --shard 2/2 --durations durations
	play died "$cases/outcome/panic/script" patched
	play of3 second patched --test needs_module --shard 1/1 --durations durations
	for shard in 1 2; do
		"$RIG" fail --runs of-failed --arch x86_64 --variant patched --shard $shard/2 --exit 5 \
			--phase kernel --reason 'it did not build' || :
		mv of-failed/2* failed$shard
	done
}

setup() {
	cd "$BATS_FILE_TMPDIR"
	out=$BATS_TEST_TMPDIR/out
}

@test "a shard says that it is one, wherever it tells of itself" {
	grep -qx 'shard 1/2: 2 of 3 cases' of-s1/said
	grep -qx 'shard 1/2: 2 of 3 cases: 2 PASS' of-s1/said
	[ "$(tail -n 1 of-s1/said)" = 'PASS: all 2 cases of shard 1/2 met their expectation' ]
	[ "$(tail -n 1 of-s2/said)" = 'PASS: 1 case of shard 2/2 met its expectation' ]
	grep -q '"shard": "1/2"' s1/result.json s1/manifest.json
	grep -q '"plan_cases": 3' s1/result.json
	grep -qF '<testsuite name="x86_64 patched 1/2"' s1/report.xml
	hash=$(grep -oE '"plan_sha256": "[0-9a-f]{64}"' whole/result.json)
	grep -qF "$hash" s1/result.json
	grep -qF "$hash" s2/manifest.json
}

@test "the shards of a run, merged, are that run" {
	merge s1 s2
	ends 0 'PASS: all 3 cases met their expectation'
	"$BATS_TEST_DIRNAME/../same-report" whole "$out/cells/x86_64-patched"
	mv "$out" "$BATS_TEST_TMPDIR/first"
	merge s2 s1
	diff -r "$BATS_TEST_TMPDIR/first" "$out"
}

@test "what compares them sees a verdict, a log and a count that differ" {
	for change in 's/PASS/FAIL/' 's/"plan_cases": 3/"plan_cases": 4/'; do
		rm -rf "$BATS_TEST_TMPDIR/other"
		cp -r whole "$BATS_TEST_TMPDIR/other"
		sed -i "$change" "$BATS_TEST_TMPDIR/other/result.json"
		run "$BATS_TEST_DIRNAME/../same-report" whole "$BATS_TEST_TMPDIR/other"
		[ "$status" -eq 1 ]
	done
	rm "$BATS_TEST_TMPDIR/other/logs/basic/loads.log"
	run "$BATS_TEST_DIRNAME/../same-report" whole "$BATS_TEST_TMPDIR/other"
	[[ $output == *loads.log* ]]
}

@test "a shard that is missing: RIG_ERROR that names it, and its cases were not run" {
	merge s1
	ends 8 'RIG_ERROR: x86_64/patched: there is no run of shard 2/2'
	grep -q '"basic/needs_module",NOTRUN,' "$out/cells/x86_64-patched/report.csv"
	[[ $output =~ basic/needs_module\ +NOTRUN ]]
	grep -q '<error type="NOTRUN"' "$out/report.xml"
}

@test "a shard of which a case failed, crashed, was cut, or never booted" {
	merge s1 wrong
	[ "$status" -eq 1 ]
	[[ ${lines[-1]} == "TEST_FAIL: x86_64/patched: basic/needs_module: "* ]]
	merge s1 crash
	[ "$status" -eq 2 ]
	[[ ${lines[-1]} == "KERNEL_CRASH: x86_64/patched: shard 2/2: at boot: Kernel panic"*"(line 2 of the console)" ]]
	grep -q '"title": "Kernel panic' "$out/cells/x86_64-patched/result.json"
	merge s1 cut
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == "RIG_ERROR: x86_64/patched: shard 2/2: the guest ended without END"* ]]
	merge s1 failed2
	ends 5 'BUILD_FAIL: x86_64/patched: shard 2/2: kernel: it did not build'
	[[ $output =~ basic/loads\ +loads ]]
	[[ $output =~ basic/needs_module\ +NOTRUN ]]
	merge failed1 failed2
	ends 5 'BUILD_FAIL: x86_64/patched: shard 1/2: kernel: it did not build'
	merge failed1
	ends 8 'RIG_ERROR: x86_64/patched: there is no run of shard 2/2'
}

@test "a shard of several boots: what its case came to in each goes over" {
	merge s1 twice
	ends 2 "KERNEL_CRASH: x86_64/patched: shard 2/2: in basic/needs_module: BUG: kernel NULL pointer dereference (line 2 of the console)"
	[[ $output =~ basic/needs_module\ +FLAKY ]]
	grep -q '"verdict": "FLAKY"' "$out/cells/x86_64-patched/result.json"
	grep -q 'boot 1: it crashed the kernel: .*; alone in boot 2: loaded' "$out/cells/x86_64-patched/result.json"
	[ "$(sed -n 's/^ *"number": \([0-9]*\),$/\1/p' "$out/cells/x86_64-patched/result.json" | paste -sd ' ')" = '1 1 2' ]
}

@test "a shard whose rig was killed, or whose evidence is torn" {
	cp -r s2 "$BATS_TEST_TMPDIR/killed"
	rm "$BATS_TEST_TMPDIR/killed/vm.json"
	merge s1 "$BATS_TEST_TMPDIR/killed"
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == "RIG_ERROR: x86_64/patched: shard 2/2: the run did not finish"* ]]
	for file in plan durations request; do
		rm -rf "$BATS_TEST_TMPDIR/torn"
		cp -r s2 "$BATS_TEST_TMPDIR/torn"
		rm "$BATS_TEST_TMPDIR/torn/$file"
		merge s1 "$BATS_TEST_TMPDIR/torn"
		[ "$status" -eq 8 ]
		[[ ${lines[-1]} == "RIG_ERROR: x86_64/patched: shard 2/2: $BATS_TEST_TMPDIR/torn"*"/$file: No such file"* ]]
	done
}

@test "splats are told with their shard; an excuse that one shard needs was needed" {
	merge s1 splat2
	[ "$status" -eq 3 ]
	[[ ${lines[-1]} == 'KERNEL_SPLAT: x86_64/patched: shard 2/2: at boot: WARNING'* ]]
	grep -q '"shard": "2/2"' "$out/cells/x86_64-patched/result.json"
	merge unused2 excused1
	ends 0 'PASS: all 3 cases met their expectation'
	run grep 'was not needed' "$out/cells/x86_64-patched/result.json"
	[ "$status" -eq 1 ]
	merge unused1 unused2
	grep -q 'was not needed' "$out/cells/x86_64-patched/result.json"
}

# refused TEXT DIR...: and nothing is written.
refused() {
	local says=$1
	shift
	merge "$@"
	ends 8 "RIG_ERROR: $says"
	[ ! -e "$out" ]
}

@test "what are no shards of one run: refused, both named" {
	refused 's1 and s1: both are shard 1/2 of x86_64/patched' s1 s2 s1
	refused 'whole and s1: one is a whole run of x86_64/patched, one its shard 1/2' whole s1
	refused "excused1 and s2: splats.allow differs: $(sha256sum <excused1/splats.allow | cut -d ' ' -f 1) and none" excused1 s2
	refused 's1 and of3: shard 1/2 and shard 1/1 are not of one dealing' s1 of3
}

# other NAME: a copy of s2, in which something may be changed.
other() {
	cp -r s2 "$BATS_TEST_TMPDIR/$1"
	echo "$BATS_TEST_TMPDIR/$1"
}

@test "another kernel, runner or series: refused, the difference named" {
	dir=$(other kernel)
	sed -i 's/^compiler=.*/compiler=tcc 1/' "$dir/kernel.facts"
	grep -q '^compiler=tcc 1' "$dir/kernel.facts" || echo 'compiler=tcc 1' >>"$dir/kernel.facts"
	sed 's/^compiler=.*/compiler=gcc 9/' s1/kernel.facts >"$BATS_TEST_TMPDIR/facts"
	cp -r s1 "$BATS_TEST_TMPDIR/gcc"
	grep -q '^compiler=' "$BATS_TEST_TMPDIR/facts" || echo 'compiler=gcc 9' >>"$BATS_TEST_TMPDIR/facts"
	cp "$BATS_TEST_TMPDIR/facts" "$BATS_TEST_TMPDIR/gcc/kernel.facts"
	refused "$BATS_TEST_TMPDIR/gcc and $dir: the kernel's compiler differs: gcc 9 and tcc 1" "$BATS_TEST_TMPDIR/gcc" "$dir"
	# where it was built is no difference
	dir=$(other elsewhere)
	sed -i 's/^build_id=.*/build_id=77/' "$dir/kernel.facts"
	merge s1 "$dir"
	[[ ${lines[-1]} == "GATE_FAIL: x86_64/patched: shard 2/2: "*build* ]]
	rm -r "$out"
	dir=$(other runner)
	sed -i 's/"runner_sha256": ".*"/"runner_sha256": "00"/' "$dir/manifest.json"
	hash=$(sha256sum <of-s1/initramfs)
	refused "s1 and $dir: the runner differs: ${hash%% *} and 00" s1 "$dir"
	cp -r s1 "$BATS_TEST_TMPDIR/mine"
	sed -i 's/^{/{ "series_sha256": "aa",/' "$BATS_TEST_TMPDIR/mine/manifest.json"
	dir=$(other series)
	sed -i 's/^{/{ "series_sha256": "bb",/' "$dir/manifest.json"
	refused "$BATS_TEST_TMPDIR/mine and $dir: the series differs: aa and bb" "$BATS_TEST_TMPDIR/mine" "$dir"
	sed -i 's/"variant": "patched"/"variant": "stock"/' "$dir/manifest.json"
	refused "$BATS_TEST_TMPDIR/mine and $dir: the series differs: aa and bb" "$BATS_TEST_TMPDIR/mine" "$dir"
}

@test "another plan: refused, the case or the hash named" {
	cp durations other-durations
	play narrow second patched --test loads --test needs_module --shard 2/2 --durations durations
	refused 's1 and narrow: the plan differs: basic/refused and its end' s1 narrow
	play objects second patched --progs-of "$BATS_TEST_TMPDIR/progs" --shard 2/2 --durations durations
	merge s1 objects
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == "RIG_ERROR: s1 and objects: the object of basic/loads differs: "* ]]
}

@test "a shard that did not run what falls to it is not believed" {
	dir=$(other dealt)
	sed -i 's/needs_module 5/needs_module 50/' "$dir/durations"
	run "$RIG" report "$dir"
	ends 8 "RIG_ERROR: $dir/request: it asks for other cases than those that were due"
	dir=$(other claimed)
	sed -i 's|"shard": "2/2"|"shard": "1/2"|' "$dir/manifest.json"
	run "$RIG" report "$dir"
	ends 8 "RIG_ERROR: $dir/request: it asks for other cases than those that were due"
	dir=$(other progs)
	sed -i 's|"plan_sha256": "....|&beef|' "$dir/manifest.json"
	run "$RIG" report "$dir"
	ends 8 "RIG_ERROR: $dir: progs are not those that the run was planned with"
}

@test "plan: a shard's ids, and words that name none" {
	set -- plan --progs "$objs" --arch x86_64 --variant patched --durations durations
	run "$RIG" "$@" --shard 1/2
	[ "$output" = "basic/loads
basic/refused" ]
	run "$RIG" "$@" --shard 2/2
	[ "$output" = basic/needs_module ]
	for word in 0/8 9/8 2 a/b 2/8/1 2/0 02/8 2/1000; do
		run "$RIG" "$@" --shard "$word"
		[ "$status" -eq 64 ]
		[ "$output" = "rig: SHARD=$word: it must be K/N, part K of N, with K from 1 to N, and N up to 999" ]
	done
	run "$RIG" "$@" --shard 3/3
	[ "$status" -eq 64 ]
	[ "$output" = 'rig: SHARD=3/3: one would be empty; of what is picked, where twins stay together, there are at most 2 shards' ]
	run "$RIG" "$@" --test loads --shard 1/2
	[ "$status" -eq 64 ]
}

@test "plan: durations that are not there, or say nothing" {
	run "$RIG" plan --progs "$objs" --arch x86_64 --variant patched --shard 1/2
	[ "$status" -eq 64 ]
	run "$RIG" plan --progs "$objs" --arch x86_64 --variant patched --shard 1/2 --durations no-such
	[ "$status" -eq 8 ]
	[ "$output" = 'rig: no-such: No such file or directory' ]
}

@test "durations: written from a whole run, refused from any other" {
	run "$RIG" durations --out "$BATS_TEST_TMPDIR/new" whole
	[ "$status" -eq 0 ]
	[ "$(grep -v '^#' "$BATS_TEST_TMPDIR/new")" = "basic/loads 2
basic/needs_module 2
basic/refused 2" ]
	for dir in s1 died failed1; do
		run "$RIG" durations --out "$BATS_TEST_TMPDIR/none" "$dir"
		[ "$status" -eq 8 ]
		[ ! -e "$BATS_TEST_TMPDIR/none" ]
	done
}
