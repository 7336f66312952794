#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# What rig says and exits with when nothing is booted.

setup() {
	: "${RIG:?}"
	objs=$(dirname "$RIG")/cases/objs
	tmp=$(mktemp -d)
	cases=$BATS_TEST_DIRNAME/../cases
}

teardown() {
	rm -rf "$tmp"
}

@test "outcomes: a row for each, with its exit status" {
	run "$RIG" outcomes
	[ "$status" -eq 0 ]
	[ "$(echo "$output" | awk 'NR > 1 { print $1, $2 }' | tr '\n' ' ')" = \
		"PASS 0 TEST_FAIL 1 KERNEL_CRASH 2 KERNEL_SPLAT 3 HANG 4 BUILD_FAIL 5 PATCH_FAIL 6 GATE_FAIL 7 RIG_ERROR 8 (usage) 64 " ]
}

@test "outcomes --causes: each ends in one outcome, and names where it is seen" {
	run "$RIG" outcomes --causes
	[ "$status" -eq 0 ]
	[[ ${lines[0]} =~ ^what\ happened\ +outcome\ +where\ that\ is\ seen$ ]]
	[[ $output =~ $'\n'case-deadline:\ a\ case\ did\ not\ end\ in\ its\ time\ +HANG\ +blackbox.txt ]]
	[[ $output =~ $'\n'none\ of\ these\ +PASS\ +result.json$ ]]
}

@test "outcomes: the columns stand below each other" {
	run "$RIG" outcomes
	[ "$(echo "$output" | awk 'NR == 1 { at = index($0, "in a bisection") }
		substr($0, at - 2, 3) !~ /^  [^ ]/')" = "" ]
}

@test "report: the usage names its operand" {
	run "$RIG" report --help
	[ "${lines[0]}" = "usage: rig report RUNDIR... OPTION..." ]
}

@test "every command that help names has a help of its own" {
	for command in $("$RIG" --help | awk '/^  / { print $1 }'); do
		run "$RIG" "$command" --help
		[ "$status" -eq 0 ]
		[[ $output == "usage: rig $command"* ]]
	done
}

@test "no command, an unknown one, an unknown option: 64" {
	run "$RIG"
	[ "$status" -eq 64 ]
	run "$RIG" bogus
	[ "$status" -eq 64 ]
	[[ $output == *"'bogus' is no command"* ]]
	run "$RIG" plan --bogus
	[ "$status" -eq 64 ]
	[[ $output == *"'--bogus' is no option here"* ]]
	run "$RIG" run --variant patched
	[ "$status" -eq 64 ]
	[[ $output == *"--arch-conf is missing"* ]]
}

@test "plan: ids one a line, globs take twins along" {
	run "$RIG" plan --progs "$objs" --arch x86_64 --variant patched
	[ "$status" -eq 0 ]
	[ "$output" = "basic/loads
basic/needs_module
basic/refused" ]
	run "$RIG" plan --progs "$objs" --arch x86_64 --variant patched --test 'basic/ref*'
	[ "$output" = "basic/loads
basic/refused" ]
}

@test "plan: what matches nothing is a usage error that names the ids" {
	run "$RIG" plan --progs "$objs" --arch x86_64 --variant patched --test nothing
	[ "$status" -eq 64 ]
	[[ $output == *"basic/refused"*"TEST: no case matches nothing; those above are there" ]]
}

@test "plan, run: one glob that matches nothing, beside one that does" {
	run "$RIG" plan --progs "$objs" --arch x86_64 --variant patched \
		--test loads --test no_such
	[ "$status" -eq 64 ]
	[[ $output == *"basic/refused"*"TEST: no case matches no_such; those above are there" ]]
	run_with --accel tcg --kernel "$tmp" --progs "$objs" --test loads --test no_such
	[ "$status" -eq 64 ]
	[[ $output == *"basic/refused"*"TEST: no case matches no_such; those above are there" ]]
	[ ! -e "$tmp/runs" ]
}

@test "plan: an object with a bad tag is BUILD_FAIL, naming it" {
	run "$RIG" plan --progs "$(dirname "$RIG")/unit/objs" --arch x86_64 --variant patched
	[ "$status" -eq 5 ]
	[[ $output == "rig: "*.bpf.o* ]]
}

# run_with WORDS...: rig run with all it needs, but for what the words say.
run_with() {
	mkdir -p "$tmp/kernel"
	cp "$cases/facts" "$tmp/kernel/facts"
	: >"$tmp/kernel/Image"
	: >"$tmp/initramfs"
	run "$RIG" run --arch-conf "$cases/arch.conf" --variant patched \
		--initramfs "$tmp/initramfs" --runs "$tmp/runs" \
		--splats-deny "$cases/splats.deny" "$@"
}

@test "run: an unknown accelerator is a usage error naming the valid ones" {
	run_with --accel hvf --kernel "$tmp/kernel" --progs "$objs"
	[ "$status" -eq 64 ]
	[[ $output == *"auto, kvm or tcg"* ]]
	[ ! -e "$tmp/runs" ]
}

@test "plan, run: an unknown variant is a usage error naming the valid ones" {
	run "$RIG" plan --progs "$objs" --arch x86_64 --variant basline
	[ "$status" -eq 64 ]
	[[ $output == *"basline: it must be patched, baseline, stock, series/NN or mutant/NAME"* ]]
	run "$RIG" run --arch-conf "$cases/arch.conf" --variant mutant/ --kernel "$tmp" \
		--initramfs "$tmp/initramfs" --runs "$tmp/runs" --progs "$objs" \
		--splats-deny "$cases/splats.deny"
	[ "$status" -eq 64 ]
	[ ! -e "$tmp/runs" ]
}

@test "run: programs with bad tags are BUILD_FAIL, in a run directory" {
	run_with --accel tcg --kernel "$tmp/kernel" --progs "$(dirname "$RIG")/unit/objs"
	[ "$status" -eq 5 ]
	[[ ${lines[-1]} == "BUILD_FAIL: plan: "* ]]
	grep -q '"outcome": "BUILD_FAIL"' "$tmp/latest/result.json"
}

@test "run: a kernel of another variant, or without facts, is refused" {
	run_with --accel tcg --kernel "$tmp/kernel" --progs "$objs" --variant=patched
	[ "$status" -eq 64 ] # given twice
	sed -i 's/^variant=.*/variant=baseline/' "$tmp/kernel/facts"
	cp "$tmp/kernel/facts" "$tmp/facts"
	run "$RIG" run --arch-conf "$cases/arch.conf" --variant patched --accel tcg \
		--initramfs "$tmp/initramfs" --runs "$tmp/runs" \
		--splats-deny "$cases/splats.deny" --kernel "$tmp/kernel" --progs "$objs"
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == *"the kernel's variant is baseline, not patched"* ]]
	rm "$tmp/kernel/facts"
	run "$RIG" run --arch-conf "$cases/arch.conf" --variant patched --accel tcg \
		--initramfs "$tmp/initramfs" --runs "$tmp/runs" \
		--splats-deny "$cases/splats.deny" --kernel "$tmp/kernel" --progs "$objs"
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == *"facts: No such file or directory"* ]]
}

@test "run: ACCEL=kvm for another machine's guest never falls back" {
	other=aarch64
	[ "$(uname -m)" != aarch64 ] || other=x86_64
	sed "s/^HOST_MACHINE=.*/HOST_MACHINE='$other'/" "$cases/arch.conf" >"$tmp/arch.conf"
	mkdir -p "$tmp/kernel"
	cp "$cases/facts" "$tmp/kernel/facts"
	: >"$tmp/kernel/Image"
	: >"$tmp/initramfs"
	run "$RIG" run --arch-conf "$tmp/arch.conf" --variant patched --accel kvm \
		--initramfs "$tmp/initramfs" --runs "$tmp/runs" \
		--splats-deny "$cases/splats.deny" --kernel "$tmp/kernel" --progs "$objs"
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == "RIG_ERROR: "*"never falls back: ACCEL=auto or tcg does without" ]]
	grep -q '"accel": null' "$tmp/latest/result.json"
	[ -z "$(grep '"accel":' "$tmp/latest/manifest.json")" ]
}

@test "probe: the result, and what to do about it" {
	run "$RIG" probe --device "$tmp/none"
	[ "$status" -eq 8 ]
	[[ ${lines[0]} == "absent: $tmp/none is not there "*"No such file"* ]]
	[[ ${lines[1]} == "remedy: load kvm_intel or kvm_amd"* ]]
	run "$RIG" probe --device /dev/null
	[ "$status" -eq 8 ]
	[[ ${lines[0]} == "not-kvm: "* && ${lines[1]} == "remedy: "* ]]
}

@test "run: the device of KVM that is tried is the one that was named" {
	sed "s/^HOST_MACHINE=.*/HOST_MACHINE='$(uname -m)'/" "$cases/arch.conf" >"$tmp/arch.conf"
	mkdir -p "$tmp/kernel"
	cp "$cases/facts" "$tmp/kernel/facts"
	: >"$tmp/kernel/Image"
	: >"$tmp/initramfs"
	set -- --arch-conf "$tmp/arch.conf" --variant patched --initramfs "$tmp/initramfs" --runs "$tmp/runs" \
		--splats-deny "$cases/splats.deny" --kernel "$tmp/kernel" --progs "$objs"
	run "$RIG" run "$@" --accel kvm --kvm-device /dev/null
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == "RIG_ERROR: "*"(probe: not-kvm, "*"never falls back"* ]]
	run "$RIG" run "$@" --accel auto --kvm-device "$tmp/none"
	[[ $output == *"accelerator: TCG: KVM is not there (probe: absent, "*"; TCG is used"* ]]
	run "$RIG" run "$@" --accel tcg --kvm-device /dev/null
	[ "$status" -eq 64 ]
	run "$RIG" run "$@" --accel tcg --trust-kvm
	[ "$status" -eq 64 ]
}

@test "run: a runs folder that can not be made is RIG_ERROR" {
	: >"$tmp/runs"
	run_with --accel tcg --kernel "$tmp/kernel" --progs "$objs"
	[ "$status" -eq 8 ]
	[[ $output == "rig: "*"Not a directory"* ]]
}

@test "fail: the run directory of a build that failed" {
	printf 'tree 1.5\nseries 0.2\n' >"$tmp/phases"
	run "$RIG" fail --runs "$tmp/runs" --arch x86_64 --variant mutant/x \
		--exit 6 --phase series --reason 'patch 3 does not apply' --phases "$tmp/phases"
	[ "$status" -eq 6 ]
	[ "${lines[-1]}" = "PATCH_FAIL: series: patch 3 does not apply" ]
	grep -q '"outcome": "PATCH_FAIL"' "$tmp/latest/result.json"
	grep -q '"tree": 1.5' "$tmp/latest/result.json"
	grep -qE '"series": 0.2,?$' "$tmp/latest/result.json"
	run "$RIG" report "$tmp/latest/"
	[ "$status" -eq 6 ]
}

@test "fail: no number turns a failure into a pass" {
	for number in 0 1000 3000000000 9 64; do
		run "$RIG" fail --runs "$tmp/runs" --arch a --variant v \
			--exit "$number" --phase p --reason r
		[ "$status" -eq 8 ]
	done
}

@test "report: a folder that is no run's" {
	run "$RIG" report "$tmp"
	[ "$status" -eq 8 ]
	run "$RIG" report "$tmp/none"
	[ "$status" -eq 64 ]
}

@test "report: an error is told once" {
	run "$RIG" report "$tmp"
	[ "${#lines[@]}" -eq 1 ]
	[[ $output == "RIG_ERROR: "*"manifest.json: "* ]]
}

@test "report: a run whose rig was killed did not finish" {
	export FAKE_QEMU_SCRIPT=$cases/rig/killed/script FAKE_QEMU_FACTS=$cases/facts
	run_with --accel tcg --kernel "$tmp/kernel" --progs "$objs" --qemu "$FAKE_QEMU"
	[ "$status" -eq 137 ]
	run "$RIG" report "$tmp/latest"
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == "RIG_ERROR: the run did not finish: "* ]]
	[[ $output == *"3 cases: 3 NOTRUN"* ]]
}

@test "run: what could not be told is not begun" {
	echo broken >"$tmp/phases"
	run_with --accel tcg --kernel "$tmp/kernel" --progs "$objs" --phases "$tmp/phases"
	[ "$status" -eq 8 ]
	[[ $output == *"RIG_ERROR: "*"phases:1: the line is not"* ]]
	[[ $output != *accelerator* ]]
}

@test "run, fail: latest never stays at an older run" {
	mkdir "$tmp/latest"
	run_with --accel tcg --kernel "$tmp/kernel" --progs "$objs"
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == "RIG_ERROR: the link latest: "* ]]
	run "$RIG" fail --runs "$tmp/runs" --arch a --variant v --exit 5 --phase p --reason r
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == "RIG_ERROR: p: r; the link latest: "* ]]
}

@test "report: a panic that is no longer on the console is not forgotten" {
	export FAKE_QEMU_SCRIPT=$cases/outcome/panic-after-all-passed/script FAKE_QEMU_FACTS=$cases/facts
	run_with --accel tcg --kernel "$tmp/kernel" --progs "$objs" --qemu "$FAKE_QEMU"
	[ "$status" -eq 2 ]
	sed -i "/kfunc-rig: /!d" "$tmp/latest/console.raw"
	run "$RIG" report "$tmp/latest"
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == *"ended the guest (panic)"* ]]
}

@test "report: no guest had more time than it earned" {
	export FAKE_QEMU_SCRIPT=$cases/outcome/green/script FAKE_QEMU_FACTS=$cases/facts
	run_with --accel tcg --kernel "$tmp/kernel" --progs "$objs" --qemu "$FAKE_QEMU"
	[ "$status" -eq 0 ]
	sed -i 's/"factor_thousandths": 1000/"factor_thousandths": 20000/' "$tmp/latest/vm.json"
	run "$RIG" report "$tmp/latest"
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == "RIG_ERROR: the guest had more time than its measure of itself is worth" ]]
}

@test "report: how QEMU ended is looked at unless it had to go" {
	export FAKE_QEMU_SCRIPT=$cases/qemu/exit-1-after-all/script FAKE_QEMU_FACTS=$cases/facts
	run_with --accel tcg --kernel "$tmp/kernel" --progs "$objs" --qemu "$FAKE_QEMU"
	[ "$status" -eq 8 ]
	sed -i 's/"told_to_go": false/"told_to_go": true/' "$tmp/latest/vm.json"
	run "$RIG" report "$tmp/latest"
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == *"/vm.json: no such cause"* ]]
}

@test "run: whoever starts rig with SIGCHLD ignored gets the same verdict" {
	export FAKE_QEMU_SCRIPT=$cases/outcome/green/script FAKE_QEMU_FACTS=$cases/facts
	mkdir -p "$tmp/kernel"
	cp "$cases/facts" "$tmp/kernel/facts"
	: >"$tmp/kernel/Image"
	: >"$tmp/initramfs"
	run env --ignore-signal=CHLD "$RIG" run --arch-conf "$cases/arch.conf" --variant patched \
		--accel tcg --initramfs "$tmp/initramfs" --runs "$tmp/runs" --qemu "$FAKE_QEMU" \
		--splats-deny "$cases/splats.deny" --kernel "$tmp/kernel" --progs "$objs"
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == "PASS: "* ]]
}
