#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# kernel-env.sh: which tools make a kernel, with gcc and with LLVM=1.

setup() {
	here=$(cd "$BATS_TEST_DIRNAME/../../scripts" && pwd)
	HOST_MACHINE=other CROSS_COMPILE=cross- RIG_CACHE=$BATS_TEST_TMPDIR
	mkdir "$BATS_TEST_TMPDIR/bin"
	printf '#!/bin/sh\necho "$@" >>"$MADE"\n' >"$BATS_TEST_TMPDIR/bin/make"
	chmod +x "$BATS_TEST_TMPDIR/bin/make"
	export MADE=$BATS_TEST_TMPDIR/made PATH=$BATS_TEST_TMPDIR/bin:$PATH
	unset LLVM CLANG
}

env_of() { . "$here/lib.sh" && KARCH=k && . "$here/kernel-env.sh"; }

@test "without LLVM: the arch's gcc and binutils, and kbuild is told so" {
	env_of
	[ "$kernel_cc $kernel_ld $(kernel_binutil strip)" = 'cross-gcc cross-ld cross-strip' ]
	kernel_make src obj all
	grep -q " ARCH=k CROSS_COMPILE=cross- LLVM= CC=kernel-cc cross-gcc " "$MADE"
}

@test "LLVM=1: what belongs to CLANG, by suffix, folder or plain name" {
	LLVM=1
	env_of
	[ "$kernel_llvm $kernel_cc $kernel_ld $(kernel_binutil objcopy)" = '-19 clang-19 ld.lld-19 llvm-objcopy-19' ]
	kernel_make src obj all
	grep -q " LLVM=-19 CC=kernel-cc clang-19 " "$MADE"
	CLANG=clang
	env_of
	[ "$kernel_llvm $kernel_cc $kernel_ld $(kernel_binutil objcopy)" = '1 clang ld.lld llvm-objcopy' ]
	CLANG=/opt/llvm/bin/clang
	env_of
	[ "$kernel_llvm $kernel_cc $kernel_ld $(kernel_binutil objcopy)" = '/opt/llvm/bin/ /opt/llvm/bin/clang /opt/llvm/bin/ld.lld /opt/llvm/bin/llvm-objcopy' ]
	CLANG=cc
	run env_of
	[ "$status" -eq 64 ]
	[[ $output == *'CLANG=cc: with LLVM=1 it is clang'* ]]
}
