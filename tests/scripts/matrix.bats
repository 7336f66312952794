#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/matrix: what it prepares, boots, boots not again, and hands to the merger. Building, booting and merging are played.

setup() {
	top=$BATS_TEST_DIRNAME/../..
	cd "$BATS_TEST_TMPDIR"
	mkdir -p scripts configs/tree configs/arch kernel-patches/k bin build/host
	cp "$top"/scripts/{matrix,matrix-cell,build-lock.sh,run-key,lib.sh,ci-cells,ci.sh,series.sh} scripts/
	printf "SERIES='k'\n" >configs/tree/t.conf
	for arch in a b; do
		printf '%s\n' "QEMU='true'" "SMP='2'" "MEM_MIB='64'" >"configs/arch/$arch.conf"
		mkdir -p "build/t/$arch/progs"
		echo object >"build/t/$arch/progs/o.bpf.o"
	done
	printf '%s\n' 'image i' 'minutes 9' 'check a' 'cell a/patched 1' 'cell a/baseline 1' 'cell a/stock 1' \
		'cell b/patched 1' 'cell b/baseline 1' >configs/ci
	touch configs/splats.deny configs/splats.allow kernel-patches/k/series
	printf '#!/bin/sh\n' >scripts/check-args
	printf '#!/bin/sh\necho "${CORES:-2}"\n' >bin/nproc
	# A cell is played by files: fails/<arch>-<variant> holds the status that preparing it ends with, ends/... booting it.
	cat >scripts/prepare <<-'END'
		#!/bin/sh
		cell=$ARCH-$VARIANT
		echo "prepare $cell" >>ran
		mkdir -p "$BUILD/t/$ARCH/$VARIANT/kernel" "$RIG_STATE/runs"
		echo "$cell $(cat new 2>/dev/null)" | tee "$BUILD/t/$ARCH/$VARIANT/kernel/facts" "$BUILD/t/$ARCH/$VARIANT/kernel/Image" \
			>"$BUILD/t/$ARCH/$VARIANT/initramfs.cpio"
		[ -e "fails/$cell" ] || exit 0
		mkdir "$RIG_STATE/runs/failed"
		echo '{}' >"$RIG_STATE/runs/failed/result.json"
		ln -sfn runs/failed "$RIG_STATE/latest"
		echo 'BUILD_FAIL: words of the build'
		exit "$(cat "fails/$cell")"
	END
	cat >scripts/boot <<-'END'
		#!/bin/sh
		cell=$ARCH-$VARIANT
		echo "boot $cell" >>ran
		if [ -e meet ]; then
			: >"meet/$cell"
			for i in $(seq 1200); do [ "$(ls meet | wc -l)" -lt 2 ] || break; sleep 0.02; done
			echo "$(ls meet | wc -l) met" >>ran
		fi
		[ ! -e slow ] || { sleep 60 & echo $! >pid; wait; }
		id=$(date +%s%N)
		mkdir -p "$RIG_STATE/runs/$id"
		echo '{}' >"$RIG_STATE/runs/$id/result.json"
		ln -sfn "runs/$id" "$RIG_STATE/latest"
		echo 'PASS: words of the run'
		exit "$(cat "ends/$cell" 2>/dev/null || echo 0)"
	END
	cat >build/host/rig <<-'END'
		#!/bin/sh
		echo "merge $*" >>ran
		shift 5
		for dir; do cat "$dir/result.json" >/dev/null || exit 8; done
		echo 'PASS: words of the merger'
	END
	mkdir fails ends
	chmod +x scripts/* bin/* build/host/rig
	export BUILD=build TREE=t ARCH=a ACCEL=tcg VARIANT=patched CELLS= AGAIN= BOOTS= TEST= RIG_CACHE=$PWD/cache PATH=$PWD/bin:$PATH
	unset RIG_PATCHES RIG_STATE RIG_CI
}

matrix() { rm -f ran && run scripts/matrix; echo "$output"; }
ran() { tr '\n' ' ' <ran; }

@test "the default cells: prepared in turn, booted, merged" {
	matrix
	[ "$status" -eq 0 ]
	[[ ${lines[-1]} == 'PASS: words of the merger' ]]
	[[ $(ran) == 'prepare a-patched prepare a-baseline prepare b-patched prepare b-baseline boot '* ]]
	[ "$(grep -c ^boot ran)" -eq 4 ]
	[ "$(tail -n 1 ran)" = "merge report --merge build/merged --cells a/patched a/baseline b/patched b/baseline build/matrix/a-patched/latest build/matrix/a-baseline/latest build/matrix/b-patched/latest build/matrix/b-baseline/latest" ]
}

@test "a cell that can not be built is a run of its own, and the rest still run" {
	echo 5 >fails/a-patched
	matrix
	[ "$status" -eq 0 ]
	[[ $output == *'matrix: a/patched: BUILD_FAIL: words of the build'* ]]
	[ "$(grep -c ^boot ran)" -eq 3 ]
	! grep -q 'boot a-patched' ran || false
	[[ $(tail -n 1 ran) == *' build/matrix/a-patched/latest '* ]]
	[ "$(readlink build/matrix/a-patched/latest)" = runs/failed ]
	rm fails/a-patched
	matrix
	[ "$(grep ^boot ran)" = 'boot a-patched' ]
}

@test "what is done and unchanged is not booted again, unless asked; a change of the kernel is a change" {
	CELLS='a/patched b/patched' matrix
	first=$(readlink build/matrix/a-patched/latest)
	echo 5 >fails/a-patched
	CELLS='a/patched b/patched' matrix
	rm fails/a-patched
	CELLS='a/patched b/patched' matrix
	[ "$status" -eq 0 ]
	! grep -q ^boot ran || false
	[[ $output == *"matrix: a/patched: done already and unchanged: build/matrix/a-patched/$first (AGAIN=1 boots it again)"* ]]
	[ "$(readlink build/matrix/a-patched/latest)" = "$first" ]
	CELLS='a/patched b/patched' AGAIN=1 matrix
	[ "$(grep -c ^boot ran)" -eq 2 ]
	echo other >new
	CELLS=a/patched matrix
	[ "$(grep ^boot ran)" = 'boot a-patched' ]
	TEST='o/*' CELLS=a/patched matrix
	[ "$(grep ^boot ran)" = 'boot a-patched' ]
}

@test "what failed its cases is done; what hung or lost its channel is booted again" {
	echo 1 >ends/a-patched
	echo 4 >ends/b-patched
	CELLS='*/patched' matrix
	CELLS='*/patched' matrix
	[ "$(grep ^boot ran)" = 'boot b-patched' ]
}

@test "side by side, as many as cores and memory allow" {
	mkdir meet
	CORES=5 matrix
	[[ $output == *'matrix: booting, 2 at a time'* ]]
	grep -q '^2 met' ran
	CORES=1 AGAIN=1 matrix
	[[ $output == *'booting, 1 at a time'* ]]
	sed -i "s/64/99999999/" configs/arch/b.conf
	CORES=5 AGAIN=1 matrix
	[[ $output == *'booting, 1 at a time'* ]]
	BOOTS=3 AGAIN=1 matrix
	[[ $output == *'booting, 3 at a time'* ]]
}

@test "a cell that leaves no run directory this time is not what it was last time" {
	CELLS='*/patched' matrix
	printf '#!/bin/sh\n[ "$ARCH" = a ]\n' >scripts/prepare
	CELLS='*/patched' matrix
	[ "$(tail -n 1 ran)" = 'merge report --merge build/merged --cells a/patched b/patched build/matrix/a-patched/latest' ]
	echo 'exit 8' >scripts/boot
	CELLS='*/patched' AGAIN=1 matrix
	[ "$status" -eq 8 ]
}

@test "what makes no sense is a usage error before anything is built" {
	for words in CELLS=a CELLS=c/patched CELLS=a/none BOOTS=0 BOOTS=x AGAIN=yes; do
		run env "$words" scripts/matrix
		[ "$status" -eq 64 ]
		[[ $output == *"${words##*[=/]}"* ]]
	done
	[ ! -e ran ]
}

# Is it there, and not only waiting to be reaped?
runs() { grep -qs ') [^ZX] ' "/proc/$1/stat"; }

@test "interrupted: what it started ends, no report of an earlier one stays, and the next one goes on" {
	mkdir -p build/merged
	echo old | tee build/merged/report.md >build/merged/result.json
	mkdir build/merged/cells
	touch slow
	CELLS=a/patched scripts/matrix >out 2>&1 3>&- &
	matrix=$!
	for i in $(seq 1200); do [ ! -s pid ] || break; sleep 0.02; done
	kill -TERM "$matrix"
	status=0
	wait "$matrix" || status=$?
	[ "$status" -eq 143 ]
	grep -q 'matrix: interrupted; what is done is kept' out
	for i in $(seq 1200); do runs "$(cat pid)" || break; sleep 0.02; done
	! runs "$(cat pid)" || false
	[ -z "$(ls build/merged)" ]
	rm slow
	CELLS=a/patched matrix
	[ "$status" -eq 0 ]
}
