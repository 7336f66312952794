# SPDX-License-Identifier: GPL-2.0-only
# install-deps and doctor against a table of our own; nothing is installed.

load toy.bash

setup() {
	toy_environment
	mkdir bin
	export RIG_DEPS=$PWD/deps RIG_OS_RELEASE=$PWD/os-release ARCH=x86_64 PATH=$PWD/bin:$PATH
	printf 'ID=debian\nVERSION_ID="12"\n' >os-release
	tool good 'good 1.30'
	tool old 'old version 1.24 (of 1999.12)'
	# What may not be called is called at one's peril.
	for name in apt-get sudo; do printf '#!/bin/sh\necho "$0 $*" >>%s/called\nexit 1\n' "$PWD" >bin/$name; done
	printf '#!/bin/sh\necho "  Candidate: ${CANDIDATE:-1.24-4}"\n' >bin/apt-cache
	chmod 755 bin/*
}

tool() { printf '#!/bin/sh\necho "%s"\n' "$2" >"bin/$1" && chmod 755 "bin/$1"; }
table() { printf '%s\n' '# comment' '' "$@" >deps; }

@test "nothing missing: nothing said, nothing called" {
	table 'good | build | any | cmd:good | 1.26 | good | - | all' 'root | run | any | file:/bin/sh | - | dash | - | all'
	run "$scripts/install-deps"
	[ "$status" -eq 0 ]
	[ -z "$output" ]
	[ ! -e called ]
}

@test "--check names tool, version, need and loss; exit RIG_ERROR" {
	table 'old | build | any | cmd:old | 1.26 | old-pkg | - | no BTF' 'good | build | any | cmd:good | 1.26 | good | - | x' \
		'gone | run | any | cmd:gone-tool | - | gone-pkg | - | nothing boots'
	run "$scripts/install-deps" --check
	[ "$status" -eq 8 ]
	[[ $output == *"old 1.24, needed 1.26 (no BTF), gone (nothing boots)"* ]]
	[ ! -e called ]
}

@test "groups and archs choose rows" {
	table 'gone | check | any | cmd:gone-tool | - | gone-pkg | - | tests' 'other | run | arm64 | cmd:gone-tool | - | x | - | boots'
	run "$scripts/install-deps" --check build run
	[ "$status" -eq 0 ]
	run "$scripts/install-deps" --check check
	[ "$status" -eq 8 ]
	ARCH=arm64 run "$scripts/install-deps" --check run
	[ "$status" -eq 8 ]
	table 'gone | build | llvm | cmd:gone-tool | - | gone-pkg | - | links'
	run "$scripts/install-deps" --check build
	[ "$status" -eq 0 ]
	LLVM=1 run "$scripts/install-deps" --check build
	[ "$status" -eq 8 ]
}

@test "what only fuzzing needs is asked for by name alone" {
	table 'gone | fuzz | any | cmd:gone-tool | - | gone-pkg | - | no fuzzing'
	run "$scripts/install-deps" --check
	[ "$status" -eq 0 ]
	run "$scripts/install-deps" --check check fuzz
	[ "$status" -eq 8 ]
	[[ $output == *"gone (no fuzzing)"* ]]
}

@test "the arch's words are put in, and the C library's folder" {
	table 'qemu | run | any | cmd:$QEMU-not-there | - | $QEMU_PACKAGE | - | boots' 'lib | run | any | file:/no/%m/x.h | - | libx-dev | - | x'
	run "$scripts/install-deps" --print
	[ "$status" -eq 0 ]
	[[ $output == "apt-get install -y --no-install-recommends qemu-system-x86 libx-dev" ]]
}

@test "--print prints one command, each package once" {
	table 'a | build | any | cmd:gone-a | - | same | - | a' 'b | build | any | cmd:gone-b | - | same | - | b'
	run "$scripts/install-deps" --print
	[ "$status" -eq 0 ]
	[ "$output" = "apt-get install -y --no-install-recommends same" ]
	[ ! -e called ]
}

@test "too old on the host and in its suite: private; new enough in the suite: the package" {
	table 'old | build | any | cmd:old | 1.26 | old-pkg | trixie forky | no BTF'
	run "$scripts/install-deps" --print
	[[ $output == *"privately"*"old-pkg:trixie,forky:old"* ]]
	CANDIDATE=1.30-1 run "$scripts/install-deps" --print
	[[ $output == *"install -y --no-install-recommends old-pkg" ]]
	CANDIDATE='(none)' run "$scripts/install-deps" --print
	[[ $output == *"privately"* ]]
}

@test "what no suite of the host has is private whatever the release; what is in the cache is found there" {
	printf 'ID=debian\nVERSION_ID="13"\n' >os-release
	table 'new | check | any | cmd:gone-tool | 0.25 | new-pkg | only forky sid | lint' \
		'js | check | any | cache:tools/js@1.0 | - | js@1.0 | npm sha512-AAAA | lint'
	CANDIDATE='(none)' run "$scripts/install-deps" --print
	[[ $output == *"new-pkg:only,forky,sid:gone-tool js@1.0:npm,sha512-AAAA:"* ]]
	[[ $output != *"apt-get"* ]]
	mkdir -p cache/tools/js@1.0
	run "$scripts/install-deps" --check
	[ "$status" -eq 8 ]
	[[ $output == *"missing: new (lint); run"* ]]
}

@test "a package of npm is what the table's sum says, or it does not come in" {
	mkdir -p package && echo 'module.exports = 1' >package/main.js && tar -czf js-1.0.tgz package
	printf '#!/bin/sh\ncp %s/js-1.0.tgz .\n' "$PWD" >bin/npm && chmod 755 bin/npm
	sum=sha512-$(printf "$(sha512sum <js-1.0.tgz | cut -c 1-128 | sed 's/../\\x&/g')" | base64 -w 0)
	mkdir -p cache/tools/js@0.9
	run "$scripts/private-npm" js@1.0 "sha512-$(echo other | base64)"
	[ "$status" -eq 8 ]
	[[ $output == *"js@1.0: what the registry sent has the sum"* ]]
	[ "$(ls cache/tools)" = js@0.9 ]
	"$scripts/private-npm" js@1.0 "$sum"
	[ "$(ls cache/tools)" = js@1.0 ]
	[ "$(ls cache/tools/js@1.0)" = main.js ]
	printf '#!/bin/sh\necho refused >&2\nexit 1\n' >bin/npm
	run "$scripts/private-npm" js@1.0 "$sum"
	[ "$status" -eq 8 ]
	[[ $output == *refused*"npm could not fetch it"* ]]
}

@test "neither root nor sudo: RIG_ERROR with the one command, nothing installed" {
	printf '#!/bin/sh\necho 1000\n' >bin/id
	chmod 755 bin/id
	table 'gone | build | any | cmd:gone-tool | - | gone-pkg | - | all'
	run "$scripts/install-deps"
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == *"type: sudo sh -c 'apt-get update && apt-get install -y --no-install-recommends gone-pkg'" ]]
	[ "$(cat called)" = "$PWD/bin/sudo -n true" ]
}

@test "a Debian that is not known: RIG_ERROR with the packages, nothing installed" {
	printf 'ID=arch\n' >os-release
	table 'gone | build | any | cmd:gone-tool | - | gone-pkg | - | all'
	run "$scripts/install-deps"
	[ "$status" -eq 8 ]
	[[ $output == *"Debian 12 and 13 only"*"gone-pkg"* ]]
	[ ! -e called ]
}

@test "apt that fails: RIG_ERROR that names the packages" {
	table 'gone | build | any | cmd:gone-tool | - | gone-pkg | - | all'
	printf '#!/bin/sh\necho 0\n' >bin/id
	chmod 755 bin/id
	run "$scripts/install-deps"
	[ "$status" -eq 8 ]
	[[ $output == *"could not install gone-pkg"* ]]
}

@test "a row that is cut short, an unknown option and an unknown group are errors" {
	table 'short | build | any | cmd:x'
	run "$scripts/install-deps" --check
	[ "$status" -eq 8 ]
	[[ $output == *"deps:3:"*"fewer than 8 fields"* ]]
	run "$scripts/install-deps" --force
	[ "$status" -eq 64 ]
	run "$scripts/install-deps" bild
	[ "$status" -eq 64 ]
	[[ $output == *"build, run, check"* ]]
}

@test "doctor prints each row with found and needed, and fails for what is missing" {
	table 'good | build | any | cmd:good | 1.26 | good | - | BTF' 'old | build | any | cmd:old | 1.26 | o | - | BTF'
	run "$scripts/doctor"
	[ "$status" -eq 8 ]
	[[ $output == *"good          1.30"* ]]
	[[ $output == *"1.24 OLD"* ]]
	[[ ${lines[-1]} == "rig: missing: old; run make deps" ]]
}

@test "versions compare as numbers, field by field" {
	here=$scripts HOST_MACHINE=x86_64 CROSS_COMPILE=x- DEB_ARCH=x
	. "$scripts/lib.sh"
	. "$scripts/deps.sh"
	deps_enough 1.30 1.26
	deps_enough 1.26 1.26
	deps_enough 2 1.26
	deps_enough 1.26.1 1.26
	! deps_enough 1.9 1.26 || false
	! deps_enough 1 1.26 || false
	! deps_enough yes 1.26 || false
}

@test "the table of the repository parses, for both arches" {
	unset RIG_DEPS
	for ARCH in x86_64 arm64; do
		run "$scripts/install-deps" --print
		[ "$status" -eq 0 ]
		[[ $output != *'$'* ]]
		[[ $output != *'|'* ]]
	done
}
