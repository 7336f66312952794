#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# rig gate: what it says and exits with. What it finds is unit-tested.

setup() {
	: "${RIG:?}"
	tmp=$(mktemp -d)
}

teardown() {
	rm -rf "$tmp"
}

@test "no kernel named: 64" {
	run "$RIG" gate
	[ "$status" -eq 64 ]
	[[ $output == *"--kernel is missing"* ]]
}

@test "a list of what may differ, and nothing to differ from: 64" {
	run "$RIG" gate --kernel "$tmp" --allow /dev/null
	[ "$status" -eq 64 ]
	[[ $output == *"--allow is of use with --against alone"* ]]
}

@test "nothing in the folder is a finding, not a kernel without faults" {
	run "$RIG" gate --kernel "$tmp"
	[ "$status" -eq 7 ]
	[[ $output == *"vmlinux: file: $tmp/vmlinux: No such file"* ]]
	[[ $output == *"gate: 0 kfuncs in 0 sets of vmlinux and 0 modules"*"; 1 finding"* ]]
	[ "${lines[-1]}" = "rig: gate: 1 finding: vmlinux (file)" ]
}

@test "an ELF file that is no kernel has no BTF" {
	cp "$RIG" "$tmp/vmlinux"
	run "$RIG" gate --kernel "$tmp" --table
	[ "$status" -eq 7 ]
	[[ $output == *"vmlinux: btf: $tmp/vmlinux: no section .BTF"* ]]
}

@test "the rules, a line each, without a kernel" {
	run "$RIG" gate --rules
	[ "$status" -eq 0 ]
	[[ $output == *"impl-tag "*"a generated _impl has no tag bpf_kfunc"* ]]
	[ "$(echo "$output" | awk 'NF < 3')" = "" ]
	[ "$(echo "$output" | awk '{ print $1 }' | sort | uniq -d)" = "" ]
}
