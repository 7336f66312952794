#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/phase: the outcome of a script that failed is not lost on its way.

setup() {
	phase=$BATS_TEST_DIRNAME/../../scripts/phase
	cd "$BATS_TEST_TMPDIR"
	export BUILD=$BATS_TEST_TMPDIR/build
	printf 'all:\n\t@echo "rig: the disk is full" >&2; exit 8\n' >script.mk
	printf 'all:\n\t@echo "a.c:1:2: error: no" >&2; exit 1\n' >compiler.mk
}

@test "what passed leaves its seconds and no failure" {
	"$phase" good true
	grep -qE '^good [0-9.]+$' build/phases
	[ ! -e build/failure ]
}

@test "a script's own outcome comes through make" {
	run "$phase" bad make -f script.mk
	[ "$status" -eq 8 ]
	[ "$(cat build/failure)" = "$(printf '8\tbad\tthe disk is full')" ]
}

@test "a compiler's failure is BUILD_FAIL, with its first error" {
	run "$phase" bad make -f compiler.mk
	[ "$status" -eq 5 ]
	[ "$(cat build/failure)" = "$(printf '5\tbad\ta.c:1:2: error: no')" ]
	grep -q 'error: no' build/failure.log
}

@test "a full disk is the host's failure, whichever tool met it" {
	printf 'all:\n\t@echo "ld: final link failed: No space left on device" >&2; echo "collect2: error: ld returned 1" >&2; exit 1\n' >full.mk
	run "$phase" bad make -f full.mk
	[ "$status" -eq 8 ]
	[ "$(cat build/failure)" = "$(printf '8\tbad\tthe disk is full: ld: final link failed: No space left on device')" ]
}

@test "that it waited for another is not why it failed" {
	printf 'all:\n\t@echo "rig: waiting for process 1, which is using x" >&2; echo "rig: waited 3 s" >&2; echo "a.c:1:2: error: no" >&2; exit 1\n' >waiter.mk
	run "$phase" bad make -f waiter.mk
	[ "$(cat build/failure)" = "$(printf '5\tbad\ta.c:1:2: error: no')" ]
}
