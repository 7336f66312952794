# SPDX-License-Identifier: GPL-2.0-only
# series-check on a toy series. Applying and judging are real; compiler, gate and VM are played.

load toy.bash

laid_out() {
	RIG_CACHE=$BATS_FILE_TMPDIR/cache
	toy_tree k
	toy_series
	KDIR=k "$scripts/fetch-tree" toy.conf tree.facts 2>/dev/null
	mkdir -p configs/tree configs/arch bin play build/host s
	cp toy.conf configs/tree/toy.conf
	echo "QEMU='true'" >configs/arch/toy.conf
	: >configs/splats.deny
	: >configs/splats.allow
	echo '# SPDX' >configs/checkpatch.allow
	for file in series-check series-book.sh series-step.sh run-key series.sh series-why.sh step-compile.sh build-lock.sh lib.sh check-args check-variant apply-series step-checkpatch; do
		cp "$scripts/$file" s/
	done
	ln -s s scripts
	# check-args reads a limit in it
	ln -s "$scripts/../runner" runner
	# What each played step does is a file in play/: <step>-<NN>, holding what it says; absent: it works.
	cat >s/played <<-'END'
		# sourced, with STEP NN as arguments: says what it is told to and fails, if it is.
		echo "$1 $2" >>"$TOY/ran"
		[ ! -e "$TOY/play/$1-$2" ] || { cat "$TOY/play/$1-$2" >&2; exit "$(cat "$TOY/play/$1-$2.status")"; }
	END
	printf '#!/bin/sh\n' >s/install-deps
	printf '#!/bin/sh\nmkdir -p "${2%%/*}" && cp "$TOY/tree.facts" "$2"\n' >s/fetch-tree
	cat >s/build-kernel <<-'END'
		#!/bin/sh
		. "./$3"
		[ ! -e "$TOY/slow" ] || { sleep 60 & echo $! >"$TOY/pid"; wait; }
		[ -d "$4" ] || mkdir -p "$4"
		cp "$3" "$4/facts"
		echo image >"$4/Image"
		set -- build "${variant#series/}"
		. "$TOY/s/played"
	END
	cat >s/step-warnings <<-'END'
		#!/bin/sh
		mkdir -p "$5"
		: >"$5/new"
		echo a.c >"$5/compiled"
		echo 'b.c: the configuration does not build it' >"$5/not-compiled"
		. "./$3"
		n=${variant#series/}
		[ ! -e "$TOY/play/warn-$n" ] || { cp "$TOY/play/warn-$n" "$5/new"; exit 1; }
	END
	printf '#!/bin/sh\necho image >"$5"\n' >s/build-initramfs
	mkdir -p build/toy/toy/progs
	echo object >build/toy/toy/progs/o.bpf.o
	cat >build/host/rig <<-'END'
		#!/bin/sh
		case $1 in
		series) exec "$RIG_REAL" "$@" ;;
		report) echo "report $(basename "$(dirname "$2")")" >>"$TOY/ran" ;;
		gate)
			n=${3%/*}
			set -- gate "${n##*/}"
			. "$TOY/s/played"
			;;
		run)
			while [ $# -gt 0 ]; do
				case $1 in --variant) n=${2#series/} ;; --runs) runs=$2 ;; esac
				shift
			done
			echo "run $n" >>"$TOY/ran"
			mkdir -p "$runs/1"
			as=patched
			[ "$n" != 01 ] || as=baseline
			cat >"$runs/1/result.json" <<-JSON
				{ "variant": "series/$n", "outcome": "PASS", "sentence": "fine", "guest": {}, "cases": [
				{ "id": "o/p", "verdict": "PASS", "sentence": "so", "expected_as": "$as" } ] }
			JSON
			[ ! -e "$TOY/play/run-fails" ] || exit 1
			;;
		esac
	END
	printf '#!/bin/sh\n' | tee bin/make >bin/clang-toy
	# The tree's own script, as the worktree has it.
	cat >bin/perl <<-'END'
		#!/bin/sh
		for patch; do :; done
		remark=none
		[ ! -e "$TOY/play/remark" ] || read -r remark <"$TOY/play/remark"
		case $patch in *"$remark"*)
			echo "#1: FILE: kernel/a.c:30: WARNING:TOY_STYLE: a toy remark"
			exit 1 ;;
		esac
	END
	chmod 755 s/* bin/* build/host/rig
}

# begin SEED: in the folder as it left it, with what make exports.
begin() {
	[ -z "$1" ] || toy_grow "$1"
	# One cache for all: what is in it is found by what it is made of.
	export RIG_CACHE=$BATS_FILE_TMPDIR/cache
	export PATH=$PWD/bin:$PATH TOY=$PWD RIG_REAL=$BATS_TEST_DIRNAME/../../${RIG:-build/host/rig}
	case ${RIG:-} in /*) RIG_REAL=$RIG ;; esac
	export TREE=toy ARCH=toy ACCEL=auto BUILD=build V= CLANG=clang-toy
}

# What an earlier check left.
checked() { begin '' && scripts/series-check >/dev/null 2>&1; }

setup_file() { toy_seed laid_out checked; }
setup() { begin laid_out; }

check() { STEPS=${STEPS:-} run scripts/series-check; echo "$output"; }
# breaks STEP NN STATUS WORDS
breaks() { echo "$4" >"play/$1-$2" && echo "$3" >"play/$1-$2.status"; }
report=build/series-check/toy/report.md

@test "a series that is good: a matrix, reports, and every step of every patch was taken" {
	check
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == "PASS: all 2 patches, each on its own, from applying to verdicts" ]]
	[[ $output == *"01  toy: 1-one "*"ok       ok          ok       ok       ok       ok       0/1 "* ]]
	[[ $output == *"02  toy: 2-two "*" 1/1 "* ]]
	grep -q '^| 02 | toy: 2-two | ok | ok | ok | ok | ok | ok | 1/1 |' "$report"
	grep -q 'from here on as on patched (1): `o/p`' "$report"
	grep -q 'not compiled with W=1: b.c: the configuration' "$report"
	[ "$(sort ran | tr '\n' ' ')" = "build 01 build 02 build patched gate 01 gate 02 run 01 run 02 " ]
}

@test "the last patch is among those the verdicts must be whole at" {
	sed -i 's/"\$n" != 01/"$n" = none/' build/host/rig
	check
	[ "$status" -eq 1 ]
	[[ ${lines[-1]} == "TEST_FAIL: patch 02: verdicts: o/p is as on baseline after the last patch" ]]
}

@test "a patch that breaks a step is named, and the rest still run" {
	breaks build 01 5 'rig: kernel series/01: a.c:3: error: no'
	check
	[ "$status" -eq 5 ]
	[[ ${lines[-1]} == "BUILD_FAIL: patch 01: builds: kernel series/01: a.c:3: error: no" ]]
	grep -q '^| 01 | toy: 1-one | ok | ok | not run | FAIL | not run | not run | not run |' "$report"
	grep -q '^| 02 | toy: 2-two | ok | ok | ok | ok | ok | ok | 1/1 |' "$report"
}

@test "the gate: its word stands in the matrix, and the kernel boots all the same" {
	breaks gate 02 7 'rig: bpf_foo: no prototype'
	check
	[ "$status" -eq 7 ]
	[[ ${lines[-1]} == "GATE_FAIL: patch 02: gate: bpf_foo: no prototype" ]]
	grep -q '^| 02 | toy: 2-two | ok | ok | ok | ok | FAIL | ok | 1/1 |' "$report"
}

@test "new warnings are counted and the first is shown" {
	printf 'a.c: one [-Wx]\na.c: two [-Wy]\n' >play/warn-02
	check
	[ "$status" -eq 5 ]
	[[ ${lines[-1]} == "BUILD_FAIL: patch 02: W=1: a.c: one [-Wx]" ]]
	[[ $output == *" new 2 "* ]]
}

@test "a remark of checkpatch: counted, or allowed with a reason" {
	echo 2-two >play/remark
	check
	[ "$status" -eq 6 ]
	[[ ${lines[-1]} == "PATCH_FAIL: patch 02: checkpatch: kernel/a.c:30: WARNING:TOY_STYLE: a toy remark" ]]
	[[ $output == *" new 1 "* ]]
	printf '\nTOY_STYLE\t2-*\ttoys do that\n' >>configs/checkpatch.allow
	check
	[ "$status" -eq 0 ]
	grep -q 'checkpatch, allowed: .*a toy remark (toys do that)' "$report"
	printf 'TOY_STYLE\t1-*\tof another patch\nTOY_STILE\t3-*\tof none\n' >>configs/checkpatch.allow
	# one patch alone leaves those of the others unused
	STEPS=02 check
	[ "$status" -eq 0 ]
	check
	[ "$status" -eq 6 ]
	[[ ${lines[-1]} == "PATCH_FAIL: patch 01: checkpatch: configs/checkpatch.allow:4:TOY_STYLE is not remarked on 1-*; remove the line (and 1 other cell)" ]]
	grep -q 'configs/checkpatch.allow:5:TOY_STILE is not remarked on 3-\*' "$report"
	printf 'TOY_STYLE 2-* no tabs\n' >>configs/checkpatch.allow
	check
	[ "$status" -eq 8 ]
	[[ $output == *"configs/checkpatch.allow:6: not 'TYPE"* ]]
}

@test "a patch that does not apply is named, and so is why the next is not tried" {
	sed -i 's/^-105$/-106/' patches/toy/series/1-one.patch
	check
	[ "$status" -eq 6 ]
	[[ ${lines[-1]} == "PATCH_FAIL: patch 01: applies: toy/series/1-one.patch: does not apply: "*"kernel/b.c hunk #1"* ]]
	grep -q 'patch 01 does not apply, so what it is put on is not there' "$report"
	[ ! -e ran ]
}

@test "without programs kernels are built and not booted" {
	breaks build patched 5 'rig: kernel patched: broken'
	check
	[ "$status" -eq 8 ]
	[[ ${lines[-1]} == "RIG_ERROR: patch 01: boots: no programs to run: kernel patched: broken"* ]]
	grep -q '^| 02 | toy: 2-two | ok | ok | ok | ok | ok | not run | not run |' "$report"
}

@test "STEPS picks, in any order; what is no step is a usage error" {
	STEPS='02' check
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == "PASS: 1 patch, each on its own, from applying to verdicts; the series has 2" ]]
	! grep -q 'run 01' ran || false
	STEPS='03' check
	[ "$status" -eq 64 ]
	[ "$output" = 'rig: STEPS=03: the series has no such step; valid: 01 to 02' ]
}

@test "a run is taken from an earlier check only when nothing it depends on changed" {
	begin checked
	rm ran
	check
	[ "$status" -eq 0 ]
	! grep -q run ran || false
	grep -q 'run: `.*`, of an earlier check' "$report"
	[ "$(grep -c '^report ' ran)" -eq 2 ]
	grep -q 'W=1.*: C files compiled: 1, of an earlier check' "$report"
	echo '# more' >>configs/splats.deny
	rm ran
	check
	[ "$(grep -c run ran)" -eq 2 ]
	rm ran
	sed -i 's|echo image >"$4/Image"|echo other >"$4/Image"|' s/build-kernel
	check
	[ "$(grep -c run ran)" -eq 2 ]
}

@test "a run of yesterday is made again: what was excused then may not be today" {
	begin checked
	rm ran
	printf '#!/bin/sh\ncase $* in "-u +%%F") echo 2999-01-01 ;; *) exec %s "$@" ;; esac\n' "$(command -v date)" >bin/date
	chmod +x bin/date
	check
	[ "$status" -eq 0 ]
	[ "$(grep -c run ran)" -eq 2 ]
}

@test "a run that failed is made again" {
	touch play/run-fails
	check
	rm ran
	check
	[ "$(grep -c run ran)" -eq 2 ]
}

@test "interrupted: what it started ends, no report of an earlier one stays, and the next one goes on" {
	begin checked
	[ -s "$report" ]
	touch slow
	scripts/series-check >out 2>err 3>&- &
	check=$!
	for i in $(seq 1200); do [ ! -s pid ] || break; sleep 0.05; done
	kill -TERM "$check"
	status=0 from=$SECONDS
	wait "$check" || status=$?
	[ "$status" -eq 143 ]
	[ $((SECONDS - from)) -lt 30 ]
	# with all that it had started: a child of a child holds no lock
	for i in $(seq 1200); do grep -qs ') [^ZX] ' "/proc/$(cat pid)/stat" || break; sleep 0.05; done
	run grep -s ') [^ZX] ' "/proc/$(cat pid)/stat"
	[ "$status" -ne 0 ]
	grep -q 'interrupted' err
	[ ! -e "$report" ] && [ ! -e build/series-check/toy/report.json ]
	rm slow
	check
	[ "$status" -eq 0 ]
}

@test "a subject that is folded is one line of the matrix" {
	sed -i 's/^Subject: .*/Subject: [PATCH 1\/2] toy: a subject\n that is folded/' patches/toy/series/1-one.patch
	STEPS=01 check
	[ "$status" -eq 0 ]
	[[ $output == *"01  toy: a subject that is folded "* ]]
	sed -i 's/^Subject: .*/Subject: [PATCH] toy: one line\nX-Toy: yes/; /^ that is folded/d' patches/toy/series/1-one.patch
	STEPS=01 check
	[[ $output == *"01  toy: one line  "* ]]
}

@test "what it waited for others is not the patch's time" {
	sed -i '2i echo "rig: waited 2 s" >&2; sleep 2' s/build-kernel
	STEPS=01 check
	seconds=$(awk -F '\t' '$2 == "builds" { print $5 }' build/series-check/toy/01.steps)
	awk -v s="$seconds" 'BEGIN { exit !(s ~ /^[0-9.]+$/ && s < 2) }'
}
