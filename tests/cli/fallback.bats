#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# What is kept of a boot that KVM lost, and that a report believes it only as it was.

load runs

setup_file() {
	runs_prepare
	printf '%s\n' 'under kvm exit 1' hello plan 'case basic/loads retval=0' end >script
	play lost "$PWD/script" patched --accel auto --trust-kvm --test basic/loads
}

setup() {
	cd "$BATS_FILE_TMPDIR"
	cp -r lost "$BATS_TEST_TMPDIR/run"
	run=$BATS_TEST_TMPDIR/run
}

# refused WORDS: the run directory is not believed.
refused() {
	run "$RIG" report "$run"
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == "RIG_ERROR: "*"$1"* ]] || { echo "${lines[-1]}"; false; }
}

@test "all of it is there, and the report is made again" {
	[ "$(cd lost/boots && echo *)" = kvm ]
	for file in request command console.raw records.bin vm.json; do
		[ -e "lost/boots/kvm/$file" ]
	done
	grep -qx '.*-accel kvm.*' lost/boots/kvm/command
	grep -qx '.*-accel tcg.*' lost/command
	run "$RIG" report "$run"
	[ "$status" -eq 0 ]
	[ "${lines[-1]}" = "PASS: 1 case met its expectation" ]
	cmp "$run/result.json" lost/result.json
	for report in report.html report.md result.json; do
		grep -q 'KVM came to nothing\|came to nothing under KVM' "$run/$report"
	done
}

@test "without it the run is not whole" {
	rm -r "$run/boots"
	refused "boots/kvm"
}

@test "a boot that had spoken was not lost" {
	echo x >"$run/boots/kvm/console.raw"
	refused "that boot did come to something"
}

@test "a boot that ended as it should was not lost" {
	sed -i 's/"cause": "none"/"cause": "interrupted"/' "$run/boots/kvm/vm.json"
	refused "that boot did come to something"
}

# lost_first: the boot under KVM lies where the first of a run does that never fell back.
lost_first() {
	cp "$run"/boots/kvm/* "$run"
}

@test "a boot that the manifest does not know of" {
	sed -i '/"fallback_boot"/d' "$run/manifest.json"
	refused "$run/request: it is of another boot, or another run"
	lost_first
	refused "there was no such boot"
}

@test "a boot that there never was" {
	sed -i 's/"fallback_boot": "1"/"fallback_boot": "7"/' "$run/manifest.json"
	refused "$run/request: it is of another boot, or another run"
	lost_first
	refused "there was no boot that KVM could have lost"
}

@test "one boot can not stand for the other" {
	cp "$run/request" "$run/boots/kvm/request"
	refused "$run/boots/kvm/request: it is of another boot, or another run"
	lost_first
	refused "$run/boots/kvm/request: it is of another boot, or another run"
}
