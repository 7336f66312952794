#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/locked: what builds in one BUILD takes turns.

setup() {
	locked=$BATS_TEST_DIRNAME/../../scripts/locked
	cd "$BATS_TEST_TMPDIR"
	export BUILD=$BATS_TEST_TMPDIR/build
}

@test "who comes second waits, says so, and comes through with its status" {
	mkdir build
	flock build/lock sh -c 'echo >held; sleep 0.4; echo first >>order' &
	while [ ! -e held ]; do sleep 0.02; done
	run "$locked" sh -c 'echo second >>order; exit 7'
	wait
	[ "$status" -eq 7 ]
	[ "$output" = "rig: waiting for another make in $BUILD" ]
	[ "$(cat order)" = "$(printf 'first\nsecond')" ]
}

@test "a BUILD that can not be written is the host's failure" {
	ln -s /dev/null build
	run "$locked" true
	[ "$status" -eq 8 ]
	[[ $output == "RIG_ERROR: BUILD=$BUILD: can not be written;"* ]]
}
