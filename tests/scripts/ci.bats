# SPDX-License-Identifier: GPL-2.0-only
# What CI runs: the matrix out of configs/ci, the names of what is kept, and what is shown of a run.

load toy.bash

setup() {
	toy_environment
	export RIG_CI=$PWD/ci ARCH=x86_64 VARIANT=patched BUILD=build
	unset CELLS CI_SYSTEM RUN GITHUB_ACTIONS GITHUB_OUTPUT GITHUB_STEP_SUMMARY RIG_PATCHES
	facts 'cell x86_64/patched 3' 'cell arm64/stock 1' 'also x86_64/patched selftests'
}

facts() {
	printf '%s\n' '# comment' '' 'image debian:13' 'minutes 90' 'check arm64' 'runner x86_64 github big --device=/dev/kvm --init' \
		'runner arm64 github small' 'runner x86_64 gitlab tag-x' 'runner arm64 gitlab tag-a' "$@" >ci
}

matrix() { "$scripts/ci-matrix" | jq -r "$@"; }

@test "one line of JSON has every shard of every cell, and where it runs" {
	[ "$("$scripts/ci-matrix" | wc -l)" -eq 1 ]
	[ "$(matrix '[.test.include[] | .name, .arch, .variant, .shard, .runner, .image, .options, (.minutes | tostring)] | join(" ")')" = \
		"x86_64-patched-1-of-3 x86_64 patched 1/3 big debian:13 --device=/dev/kvm --init 90 \
x86_64-patched-2-of-3 x86_64 patched 2/3 big debian:13 --device=/dev/kvm --init 90 \
x86_64-patched-3-of-3 x86_64 patched 3/3 big debian:13 --device=/dev/kvm --init 90 \
arm64-stock-1-of-1 arm64 stock 1/1 small debian:13  90" ]
	[ "$(matrix '.cells, .check.runner, .also.include[0].target')" = "$(printf '%s\n' 'x86_64/patched arm64/stock' small selftests)" ]
	[ "$(matrix '.test.include[3].key')" = "$(ARCH=arm64 VARIANT=stock "$scripts/ci-key")" ]
}

@test "the committed cells are both archs, patched and baseline; every name is another" {
	unset RIG_CI
	[ "$(matrix '[.test.include[].name] | length - (unique | length)')" -eq 0 ]
	for cell in x86_64/patched x86_64/baseline arm64/patched arm64/baseline; do
		[[ " $("$scripts/ci-cells") " == *" $cell "* ]]
	done
	[ "$("$scripts/ci-cells")" = "$(matrix .cells)" ]
}

@test "CELLS picks cells by globs, or any cell that there is" {
	[ "$(CELLS='*/stock' matrix '.cells, (.also.include | length)' | paste -sd ' ')" = 'arm64/stock 0' ]
	[ "$(CELLS='arm64/* x86_64/series/03' "$scripts/ci-cells")" = 'arm64/stock x86_64/series/03' ]
	[ "$(CELLS='x86_64/series/03' matrix '.test.include[] | .name, .shard' | paste -sd ' ')" = 'x86_64-series-03-1-of-1 1/1' ]
	for cells in 'arm64/pat*' patched x86_64/nothing sparc/patched x86_64/mutant/none; do
		CELLS=$cells run "$scripts/ci-matrix"
		[ "$status" -eq 64 ]
	done
}

@test "for gitlab, the same cells in its words" {
	export CI_SYSTEM=gitlab
	[ "$(matrix '.".kfunc-rig-test".parallel.matrix[] | "\(.ARCH)/\(.VARIANT) \(.SHARD) \(.RUNNER)"' | sort -u | paste -sd ,)" = \
		'arm64/stock 1/1 tag-a,x86_64/patched 1/3 tag-x,x86_64/patched 2/3 tag-x,x86_64/patched 3/3 tag-x' ]
	[ "$(matrix '.".kfunc-rig".timeout, .".kfunc-rig-also".parallel.matrix[0].TARGET' | paste -sd ,)" = '90 minutes,selftests' ]
	CI_SYSTEM=other run "$scripts/ci-matrix"
	[ "$status" -eq 64 ]
}

@test "a fact that makes no sense is refused, with its line" {
	for bad in 'cell x86_64/patched' 'cell x86_64/patched x' 'cells x86_64/patched 1' 'image a"b' 'minutes 9m' 'cell arm64/baseline 0' \
		'cell x86_64/patched 2' 'cell sparc/patched 1' 'cell x86_64/patsched 1'; do
		facts 'cell x86_64/patched 3' "$bad"
		run "$scripts/ci-cells"
		[ "$status" -ne 0 ]
		[ -n "$output" ]
	done
	facts 'cell x86_64/patched 1'
	sed -i '/runner arm64 github/d' ci
	run "$scripts/ci-matrix"
	[ "$status" -eq 8 ]
	[[ $output == *'no runner for arm64 on github'* ]]
}

@test "the key of what is kept follows patches, arch and variant, and nothing else" {
	toy_series
	mkdir -p copy/kernel-patches
	cp -r "$scripts" "$scripts/../configs" copy/
	cp -r patches/toy copy/kernel-patches/linux-7.3
	key() { copy/scripts/ci-key; }
	first=$(key)
	[[ $first =~ ^x86_64-patched-[0-9a-f]{16}$ ]]
	echo '# more' >>copy/configs/ci
	[ "$(key)" = "$first" ]
	[ "$(VARIANT=baseline key)" != "$first" ]
	[[ $(VARIANT=series/01 ARCH=arm64 key) =~ ^arm64-series-01-[0-9a-f]{16}$ ]]
	echo '# more' >>copy/kernel-patches/linux-7.3/series/2-two.patch
	second=$(key)
	[ "$second" != "$first" ]
	echo '# more' >>copy/configs/kernel/x86_64.config
	[ "$(key)" != "$second" ]
	rm copy/kernel-patches/linux-7.3/series/2-two.patch
	run key
	[ "$status" -ne 0 ]
}

@test "what is kept has the kernels of this build folder alone, and their name" {
	mkdir -p cache/kernels/used cache/kernels/old build/linux-7.3/x86_64/patched
	touch cache/kernels/objects-x86_64
	ln -s "$PWD/cache/kernels/used" build/linux-7.3/x86_64/patched/kernel
	run "$scripts/ci-trim"
	[ "$status" -eq 0 ]
	[ "$(ls cache/kernels)" = "$(printf '%s\n' objects-x86_64 used)" ]
	[[ $output =~ ^$("$scripts/ci-key")-[0-9a-f]{16}$ ]]
	first=$output
	mkdir cache/kernels/new
	ln -sfn "$PWD/cache/kernels/new" build/linux-7.3/x86_64/patched/kernel
	[ "$("$scripts/ci-trim")" != "$first" ]
}

@test "a step's output is the line, and a command that fails is no output" {
	export GITHUB_OUTPUT=$PWD/out
	"$scripts/ci-output" word echo 'a b'
	run "$scripts/ci-output" other sh -c 'echo half; exit 3'
	[ "$status" -eq 3 ]
	[ "$(cat out)" = 'word=a b' ]
}

@test "on GitHub a command's output is no command; elsewhere it is run as it is" {
	run "$scripts/ci-run" sh -c 'echo ::error::forged; exit 5'
	[ "$status" -eq 5 ]
	[ "$output" = '::error::forged' ]
	GITHUB_ACTIONS=true run "$scripts/ci-run" sh -c 'echo ::error::forged; exit 5'
	[ "$status" -eq 5 ]
	[[ ${lines[0]} =~ ^::stop-commands::([0-9a-f]{32})$ ]]
	[ "${lines[2]}" = "::${BASH_REMATCH[1]}::" ]
}

@test "a run's report goes to the summary; no report is an error that is seen there" {
	export GITHUB_STEP_SUMMARY=$PWD/summary
	run "$scripts/ci-publish"
	[ "$status" -eq 8 ]
	grep -q RIG_ERROR summary
	mkdir -p build/latest merged/cells
	echo '# PASS' | tee build/latest/report.md >merged/report.md
	"$scripts/ci-publish"
	GITHUB_ACTIONS=true RUN=merged "$scripts/ci-publish"
	[ "$(grep -c PASS summary)" -eq 2 ]
	unset GITHUB_STEP_SUMMARY
	[ "$("$scripts/ci-publish")" = '# PASS' ]
}
