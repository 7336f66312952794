#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/check-args, and the lock of the build folder: what was typed wrongly is named before anything is done.

setup() {
	cd "$BATS_TEST_DIRNAME/../.."
	export TREE=linux-7.3 ARCH=x86_64 VARIANT=patched ACCEL=auto CLANG=true RIG_CACHE=$BATS_TEST_TMPDIR AGAINST='' V=''
	unset MAKEFLAGS
}

# typed WORDS: as make hands them on
typed() { MAKEFLAGS="rR --no-print-directory -- $1" run scripts/check-args; }

@test "what make knows passes, whatever the values look like" {
	typed 'TEST=own_id*\ A=b\\\ C=d VARIANT:=stock MUTANT+=x SUITE=selftests'
	[ "$status" -eq 0 ] && [ -z "$output" ]
}

@test "a variable that nothing reads is named, rather than its default tested" {
	typed 'V=1 VARAINT=stock'
	[ "$status" -eq 64 ]
	[[ $output == 'rig: VARAINT is no variable of make here; there are: TREE ARCH VARIANT '* ]]
}

@test "make -n and the like would run what was not built" {
	for flags in n nrR 'irR --no-print-directory' 'krRt -- V=1'; do
		MAKEFLAGS=$flags run scripts/check-args
		[ "$status" -eq 64 ]
		[[ $output == 'rig: make -i, -n, -q and -t leave '* ]]
	done
	for flags in ksrR '--no-print-directory -- TEST=int' 'TEST=int' ' -- TEST=int' ''; do
		MAKEFLAGS=$flags run scripts/check-args
		[ "$status" -eq 0 ]
	done
}

@test "another variant to compare with is a variant, and its variable is named" {
	AGAINST=bogus run scripts/check-args
	[ "$status" -eq 64 ]
	[[ $output == 'rig: AGAINST=bogus is not known; valid: stock, baseline, patched, '* ]]
	AGAINST=mutant/bogus run scripts/check-args
	[[ $output == 'rig: AGAINST=mutant/bogus: no such mutant; known: any-type '* ]]
	AGAINST=patched run scripts/check-args
	[ "$status" -eq 64 ]
	[ "$output" = 'rig: AGAINST=patched is VARIANT itself: nothing could differ' ]
}

@test "a build folder that can not be written is RIG_ERROR, not what the shell makes of it" {
	BUILD=/dev/null/build run sh -euc '. scripts/build-lock.sh; echo locked'
	[ "$status" -eq 8 ]
	[[ $output == 'RIG_ERROR: BUILD=/dev/null/build: can not be written; '* ]]
	BUILD=$BATS_TEST_TMPDIR/build run sh -euc '. scripts/build-lock.sh; echo locked'
	[ "$output" = locked ]
}

@test "a shard is K/N, and no other word" {
	for shard in 1/1 2/8 999/999; do
		SHARD=$shard run scripts/check-args
		[ "$status" -eq 0 ]
	done
	for shard in 0/8 9/8 2 a/b 2/8/1 2/0 02/8 2/1000 '2/8 '; do
		SHARD=$shard run scripts/check-args
		[ "$status" -eq 64 ]
		[ "$output" = "rig: SHARD=$shard is not known; valid: K/N, part K of N, such as 2/8" ]
	done
}

@test "ISOLATE is 1 or nothing; EXTRA_BOOTS a number" {
	for extra in '' 0 8 999; do
		ISOLATE=1 EXTRA_BOOTS=$extra run scripts/check-args
		[ "$status" -eq 0 ]
	done
	ISOLATE=yes run scripts/check-args
	[ "$status" -eq 64 ]
	for extra in 1000 08 -1 x '8 '; do
		EXTRA_BOOTS=$extra run scripts/check-args
		[ "$status" -eq 64 ]
		[ "$output" = "rig: EXTRA_BOOTS=$extra is not known; valid: a number from 0 to 999" ]
	done
}

@test "the most EXTRA_BOOTS is what rig takes, told in one place" {
	mkdir -p "$BATS_TEST_TMPDIR/runner/host"
	ln -s "$PWD/configs" "$PWD/scripts" "$PWD/Makefile" "$PWD/kernel-patches" "$BATS_TEST_TMPDIR/"
	sed 's/^\(#define BOOTS_EXTRA_MAX\) [0-9]*/\1 12/' runner/host/boots.h >"$BATS_TEST_TMPDIR/runner/host/boots.h"
	cd "$BATS_TEST_TMPDIR"
	EXTRA_BOOTS=12 run scripts/check-args
	[ "$status" -eq 0 ]
	for extra in 13 99 100; do
		EXTRA_BOOTS=$extra run scripts/check-args
		[ "$status" -eq 64 ]
		[ "$output" = "rig: EXTRA_BOOTS=$extra is not known; valid: a number from 0 to 12" ]
	done
}

@test "LLVM is 1 or nothing" {
	for llvm in '' 0 1; do
		LLVM=$llvm run scripts/check-args
		[ "$status" -eq 0 ]
	done
	LLVM=-19 run scripts/check-args
	[ "$status" -eq 64 ]
	[ "$output" = 'rig: LLVM=-19 is not known; valid: 0 1' ]
}
