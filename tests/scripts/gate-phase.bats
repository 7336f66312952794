# SPDX-License-Identifier: GPL-2.0-only
# scripts/gate: what becomes of the gate's word.

load toy.bash

setup() {
	toy_environment
	export BUILD=$BATS_TEST_TMPDIR/build TREE=toy ARCH=x86_64
	mkdir -p build/host
	cat >build/host/rig <<-'END'
		#!/bin/sh
		echo "$*" >>calls
		echo 'the table'
		[ ! -e broken ] || { echo 'rig: gate: 1 finding: bpf_foo (tags)' >&2; exit 7; }
	END
	chmod +x build/host/rig
	kernel patched
}

kernel() {
	for variant; do
		mkdir -p "build/toy/x86_64/$variant/kernel"
		touch "build/toy/x86_64/$variant/kernel/facts"
	done
}

@test "the phase says nothing, and keeps the table" {
	run "$scripts/gate" patched --quiet
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[ "$(cat build/toy/x86_64/patched/gate.txt)" = 'the table' ]
	[ "$(cat calls)" = "gate --kernel $BUILD/toy/x86_64/patched/kernel --table" ]
}

@test "what it found stops the run, is the reason, and stands below the table" {
	touch broken
	run "$scripts/gate" patched --quiet
	[ "$status" -eq 7 ]
	[ "$output" = 'rig: gate: 1 finding: bpf_foo (tags)' ]
	[ "$(tail -n 1 build/toy/x86_64/patched/gate.txt)" = 'rig: gate: 1 finding: bpf_foo (tags)' ]
}

@test "a mutant that it caught boots, and that is told" {
	touch broken
	kernel mutant/tag
	run "$scripts/gate" mutant/tag --quiet
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == *"it caught mutant/tag"* ]]
	# as a bisection wants it of the series that it looks for a defect in
	sed -i "s/'rig: gate: 1/'vmlinux: bpf_foo: tags' 'rig: gate: 1/; s/echo 'vml/printf '%s\\\\n' 'vml/" build/host/rig
	RIG_GATE=note run "$scripts/gate" patched --quiet
	[ "$status" -eq 0 ]
	[ "${#lines[@]}" -eq 2 ]
	[ "${lines[0]}" = 'rig: gate: 1 finding: bpf_foo (tags)' ]
	grep -q '^vmlinux: bpf_foo' build/toy/x86_64/patched/gate.txt
	[[ ${lines[-1]} == *"it caught patched"* ]]
}

@test "a rig that dies over a mutant is no catch" {
	kernel mutant/tag
	printf '#!/bin/sh\nexit 139\n' >build/host/rig
	run "$scripts/gate" mutant/tag --quiet
	[ "$status" -eq 139 ]
}

@test "make gate prints the table; no table of before is taken for this one's" {
	run "$scripts/gate" patched
	[ "$status" -eq 0 ]
	[ "$output" = 'the table' ]
	[ "$(wc -l <calls)" -eq 1 ]
	touch broken
	run "$scripts/gate" patched
	[ "$status" -eq 7 ]
	[ "$output" = "$(printf 'the table\nrig: gate: 1 finding: bpf_foo (tags)')" ]
}

@test "no kernel: RIG_ERROR that names the remedy" {
	run "$scripts/gate" stock
	[ "$status" -eq 8 ]
	[[ $output == *"stock/kernel: no kernel is there; run make prepare"* ]]
}

@test "AGAINST compares; the list is for patched and its mutants alone" {
	mkdir -p patches/linux-7.3
	export TREE=linux-7.3 AGAINST=stock
	touch patches/linux-7.3/gate-stock.allow
	mkdir -p build/linux-7.3
	kernel stock mutant/tag series/03
	mv build/toy/x86_64 build/linux-7.3/
	kernels=$BUILD/linux-7.3/x86_64
	for variant in patched mutant/tag; do
		run "$scripts/gate" "$variant"
		[ "$status" -eq 0 ]
		[ "$(tail -n 1 calls)" = "gate --kernel $kernels/$variant/kernel --against $kernels/stock/kernel --allow $RIG_PATCHES/linux-7.3/gate-stock.allow" ]
	done
	run "$scripts/gate" series/03
	[ "$(tail -n 1 calls)" = "gate --kernel $kernels/series/03/kernel --against $kernels/stock/kernel" ]
	# the phase has nothing to compare
	"$scripts/gate" patched --quiet
	[ "$(tail -n 1 calls)" = "gate --kernel $kernels/patched/kernel --table" ]
}

@test "AGAINST without a kernel: RIG_ERROR that names it" {
	AGAINST=stock run "$scripts/gate" patched
	[ "$status" -eq 8 ]
	[[ $output == *"stock/kernel: no kernel is there"* ]]
}
