#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/kernel-cc, with the real compiler and a ccache of its own.

setup() {
	cc=$BATS_TEST_DIRNAME/../../scripts/kernel-cc
	cd "$BATS_TEST_TMPDIR"
	export CCACHE_DIR=$BATS_TEST_TMPDIR/ccache CCACHE_DEPEND=1
}

# build SOURCE: twice, with another blob in between; the object must hold the second.
build() {
	printf 'the first blob' >blob
	"$cc" gcc -Wp,-MMD,x.d -c -o x.o "$1"
	"$cc" gcc -Wp,-MMD,x.d -c -o x.o "$1"
	printf 'another blob!!' >blob
	"$cc" gcc -Wp,-MMD,x.d -c -o x.o "$1"
	grep -q 'another blob!!' x.o
}

@test "assembly that includes a file is assembled anew" {
	printf '.data\n.incbin "blob"\n' >x.S
	build x.S
}

@test "C that includes a file is compiled anew" {
	printf 'asm(".data\\n.incbin \\"blob\\"\\n.text");\n' >x.c
	build x.c
}

@test "any other source is compiled once" {
	printf 'int f(void) { return 1; }\n' >x.c
	"$cc" gcc -Wp,-MMD,x.d -c -o x.o x.c
	"$cc" gcc -Wp,-MMD,x.d -c -o x.o x.c
	ccache --print-stats | awk '$1 == "direct_cache_hit" { hits = $2 } END { exit hits != 1 }'
}

@test "the compiler's failure is its own" {
	printf 'int f(void) { return }\n' >x.c
	run "$cc" gcc -c -o x.o x.c
	[ "$status" -eq 1 ]
	[[ $output == *"x.c:1:"* ]]
}
