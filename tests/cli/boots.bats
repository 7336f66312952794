#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# Runs of several boots, looked at again after somebody had them in hand. Needs RIG and FAKE_QEMU.
bats_require_minimum_version 1.5.0

load runs.bash

setup_file() {
	runs_prepare
	play crash "$cases/boots/crash-mid-plan/script" patched
	play isolate "$cases/boots/isolate/script" patched --isolate
	play flaky "$cases/boots/flaky-crash/script" patched
}

setup() {
	cd "$BATS_FILE_TMPDIR"
	dir=$BATS_TEST_TMPDIR/run
}

# again NAME: a copy of that run, as $dir.
again() {
	rm -rf "$dir"
	cp -r "$1" "$dir"
}

# refused TEXT: and no case of it is shown.
refused() {
	run "$RIG" report "$dir"
	ends 8 "RIG_ERROR: $1"
	run grep -c '"verdict": "PASS"' "$dir/result.json"
	[ "$output" = 0 ]
}

@test "as it was left, a run of several boots comes to the same" {
	again crash
	run "$RIG" report "$dir"
	[ "$status" -eq 2 ]
	[[ $output == *"3 cases: 1 CRASH, 2 PASS"* ]]
	diff crash/result.json "$dir/result.json"
	[ "$(sed -n 's/^ *"number": \([0-9]*\),$/\1/p' "$dir/result.json" | paste -sd ' ')" = '1 2 3' ]
	[ "$(sed -n 's/^ *"end": "\(.*\)",$/\1/p' "$dir/result.json" | paste -sd ' ')" = 'crash whole crash' ]
}

@test "a boot that is missing: the run is not whole, and what the others saw stands" {
	again crash
	rm -r "$dir/boots/3"
	run "$RIG" report "$dir"
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == 'RIG_ERROR: the run did not finish: '* ]]
	[[ $output == *"3 cases: 1 CRASH, 2 PASS"* ]]
	rm "$dir/boots/2/vm.json"
	run "$RIG" report "$dir"
	[ "$status" -eq 8 ]
	[[ $output == *"3 cases: 1 CRASH, 1 PASS, 1 NOTRUN"* ]]
	grep -q 'it was not run: the run did not come to it' "$dir/result.json"
	again crash
	rm -r "$dir/boots/2"
	refused "$dir/boots/3: there was no such boot: it does not follow from those before"
}

@test "boots that changed places are refused" {
	again crash
	mv "$dir/boots/2" "$dir/boots/x" && mv "$dir/boots/3" "$dir/boots/2" && mv "$dir/boots/x" "$dir/boots/3"
	refused "$dir/boots/2/request: it is of another boot, or another run"
	again isolate
	mv "$dir/boots/2" "$dir/boots/x" && mv "$dir/boots/3" "$dir/boots/2" && mv "$dir/boots/x" "$dir/boots/3"
	refused "$dir/boots/2/request: it is of another boot, or another run"
}

@test "a boot with another's records: its nonce is another one" {
	again flaky
	cp "$dir/records.bin" "$dir/boots/3"
	run "$RIG" report "$dir"
	[ "$status" -eq 2 ]
	[[ $output == *"3 cases: 1 CRASH, 2 PASS"* ]]
	grep -q '"end": "stop"' "$dir/result.json"
	again isolate
	cp "$dir/boots/3/records.bin" "$dir/boots/2"
	run "$RIG" report "$dir"
	refused "$dir/boots/3: there was no such boot: it does not follow from those before"
}

@test "a boot that is put in the place of one for the same case is refused" {
	again crash
	rm -r "$dir/boots/3"
	mkdir "$dir/boots/3"
	cp "$dir"/{request,records.bin,console.raw,vm.json,command} "$dir/boots/3"
	refused "$dir/boots/3/request: it is of another boot, or another run"
	play alone "$cases/boots/flaky-alone/script" patched --test basic/needs_module
	again alone
	cp "$dir"/{request,records.bin,console.raw,vm.json} "$dir/boots/2"
	refused "$dir/boots/2/request: it is of another boot, or another run"
}

@test "a boot of another run, of the same cases of the same kernel, is refused" {
	play isolate-2 "$cases/boots/isolate/script" patched --isolate
	again isolate
	rm -r "$dir/boots/2"
	cp -r isolate-2/boots/2 "$dir/boots/2"
	refused "$dir/boots/2/request: it is of another boot, or another run"
	again isolate
	cp isolate-2/{request,records.bin,console.raw,vm.json} "$dir"
	refused "$dir/request: it is of another boot, or another run"
	again isolate
	sed -i '/"seed"/d' "$dir/manifest.json"
	refused "$dir/manifest.json: seed is missing"
	again isolate
	sed -i '/"plan_sha256"/d' "$dir/manifest.json"
	sed -i '$d' "$dir/plan"
	rm -r "$dir/boots/3"
	refused "$dir/manifest.json: plan_sha256 is missing"
}

@test "a boot too many is refused, whatever it is called" {
	again isolate
	cp -r "$dir/boots/3" "$dir/boots/4"
	refused "$dir/boots/4: there was no such boot: it does not follow from those before"
	for name in 1 02 3x two; do
		again isolate
		mkdir "$dir/boots/$name"
		refused "$dir/boots/$name: there was no such boot: it does not follow from those before"
	done
}

@test "a boot of another kernel's run is refused" {
	again crash
	sed -i 's/^variant patched$/variant stock/' "$dir/boots/2/request"
	refused "$dir/boots/2: manifest.json tells of a run of x86_64/patched, request of one of x86_64/stock"
}

@test "a manifest that allows other boots than there were" {
	again isolate
	sed -i '/"isolate"/d' "$dir/manifest.json"
	refused "$dir/request: it asks for other cases than those that were due"
	again crash
	sed -i 's/"extra_boots": "8"/"extra_boots": "0"/' "$dir/manifest.json"
	refused "$dir/boots/3: there was no such boot: it does not follow from those before"
	for extra in '' -1 x 1001; do
		sed -i "s/\"extra_boots\": \"[^\"]*\"/\"extra_boots\": \"$extra\"/" "$dir/manifest.json"
		refused "$dir/manifest.json: it does not say how many boots there may be"
	done
}

@test "the commands of a later boot are its own, and can be run" {
	[ -x crash/boots/2/command ]
	grep -q 'boots/2/request' crash/boots/2/command
	grep -q 'boots/2/records.again' crash/boots/2/command
	# the run was moved since, and what bats has open or ignores is none of the fake's
	again crash
	chmod 700 "$dir"
	command=$(sed "s|[^ ='>]*of-crash/runs/[^/']*|$dir|g" crash/boots/2/command)
	(
		for fd in /proc/self/fd/*; do
			[ "${fd##*/}" -le 2 ] || eval "exec ${fd##*/}>&-"
		done
		FAKE_QEMU_SCRIPT=$cases/boots/crash-mid-plan/script FAKE_QEMU_FACTS=$cases/facts env --default-signal sh -c "$command"
	) >"$BATS_TEST_TMPDIR/console"
	grep -q 'kfunc-rig: begin basic/refused' "$BATS_TEST_TMPDIR/console"
	[ -s "$dir/boots/2/records.again" ]
}

@test "run: as many extra boots as nobody wants are refused" {
	run "$RIG" run --arch-conf "$cases/arch.conf" --variant patched --kernel x --initramfs x --progs x --runs x \
		--splats-deny x --extra-boots 1000
	[ "$status" -eq 64 ]
	[[ $output == *'--extra-boots: at most 999'* ]]
}
