#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/prepare: who may have the gate's findings noted only. What make would do is played.

setup() {
	prepare=$(realpath "$BATS_TEST_DIRNAME/../../scripts/prepare")
	cd "$BATS_TEST_TMPDIR"
	mkdir bin build
	printf '#!/bin/sh\necho "gate: ${RIG_GATE-asked}"\n' >bin/make
	chmod +x bin/make
	export PATH=$PWD/bin:$PATH BUILD=build ARCH=x86_64 VARIANT=patched
}

@test "the gate is asked, whatever the environment says" {
	RIG_GATE=note run "$prepare"
	[ "$status" -eq 0 ]
	[ "$output" = 'gate: asked' ]
}

@test "a bisection has what it finds noted" {
	run "$prepare" --note-gate
	[ "$status" -eq 0 ]
	[ "$output" = 'gate: note' ]
}
