#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
#
# scripts/soak: what it takes for a boot that went well, and that each thing which is left behind is seen. Boots are played.

setup() {
	top=$BATS_TEST_DIRNAME/../..
	leftover=$(realpath "${HOST:?}/leftover")
	cd "$BATS_TEST_TMPDIR"
	mkdir -p scripts configs/arch build/host build/t/b/v bin
	cp "$top"/scripts/{soak,build-lock.sh,lib.sh} scripts/
	cp "$leftover" build/host/
	touch configs/arch/a.conf configs/arch/b.conf build/t/b/v/initramfs.cpio
	printf '#!/bin/sh\n' | tee scripts/check-args scripts/prepare scripts/host-arch >bin/make
	# Boot number 2 does what the file `second` says; each leaves a run directory.
	cat >scripts/boot <<-'END'
		#!/bin/sh
		echo "boot $ARCH" >>ran
		mkdir -p "$RIG_STATE/runs/2026-$ARCH"
		[ "$(wc -l <ran)" -ne 2 ] || [ ! -e second ] || . ./second
		printf '%s\n' '1 case: 1 PASS' 'PASS: 1 case met its expectation'
	END
	chmod +x scripts/* bin/*
	export PATH=$PWD/bin:$PATH TREE=t ARCH=a VARIANT=v BUILD=build RIG_CACHE=$PWD/cache N=3
	unset BOOTS TEST
}

@test "all is well: the arches take turns, and no run directory stays" {
	run scripts/soak
	[ "$status" -eq 0 ]
	[ "${lines[-1]}" = "PASS: 3 boots of a b, and nothing was left behind" ]
	[ "$(paste -sd ' ' ran)" = "boot a boot b boot a" ]
	[ "$(awk '{ print $1, $2, $3, $7, $8 }' build/soak/log | paste -sd ,)" = "1 a PASS 0 0,2 b PASS 0 0,3 a PASS 0 0" ]
	[ "$(awk '$4 < 0 || NF != 8' build/soak/log)" = "" ]
	[ -z "$(find build/soak -name '2*')" ]
	[[ $output == *"b             1      1 "* ]]
}

@test "several at a time: each boot is there once" {
	N=7 BOOTS=3 run scripts/soak
	[ "$status" -eq 0 ]
	[ "$(sort -n build/soak/log | cut -d ' ' -f 1 | paste -sd ' ')" = "1 2 3 4 5 6 7" ]
}

# fails WORDS: the second boot is seen to have gone wrong; it is the last one, and its directory stays.
fails() {
	run scripts/soak
	[ "$status" -eq 1 ]
	[[ ${lines[-1]} == "TEST_FAIL: boot 2, b, in build/soak/lane1: "* ]]
	[ "$(wc -l <ran)" -eq 2 ]
	[ -d build/soak/lane1/runs/2026-b ]
	grep -qE "$1" build/soak/log || { cat build/soak/log; false; }
}

@test "a boot that is not PASS" {
	echo 'echo "HANG: it hangs"; exit 4' >second
	fails '^2 b HANG '
}

@test "a boot that says PASS and exits otherwise" {
	echo 'echo "1 case: 1 PASS"; echo "PASS: all is well"; exit 8' >second
	fails '^2 b PASS '
}

@test "a PASS of nothing" {
	echo 'echo "PASS: there was nothing to do"; exit 0' >second
	fails '^2 b PASS '
}

@test "a process that stays behind, in a session of its own" {
	echo 'setsid sleep 300 >/dev/null 2>&1 & echo $! >pid; sleep 0.2' >second
	fails '^2 b PASS .* 1 0$'
	! kill -0 "$(cat pid)" || false # it is ended, nevertheless
}

@test "a boot that takes more memory than another" {
	echo 'sleep 0.2' >second
	sed -i 's/^mkdir/sleep 0.2; [ "$(wc -l <ran)" -ne 3 ] || { x=$(head -c 20000000 \/dev\/zero | tr "\\0" x); sleep 0.2; }; mkdir/' scripts/boot
	run scripts/soak
	[ "$status" -eq 1 ]
	[ "${lines[-1]}" = "TEST_FAIL: the memory of rig is not the same each time" ]
}

@test "a file that stays in TMPDIR" {
	echo 'mktemp >/dev/null' >second
	fails '^2 b PASS .* 0 1$'
}

@test "a file that stays in shared memory" {
	unshare --mount true 2>/dev/null || skip "no mount name space is to be had"
	case $PWD/ in /tmp/* | /var/tmp/* | /dev/shm/*) skip "this folder would be hidden" ;; esac
	echo ': >/dev/shm/rig-forgot' >second
	fails '^2 b PASS .* 0 1$'
	[ ! -e /dev/shm/rig-forgot ]
}

@test "one that is interrupted tells what it saw so far" {
	echo 'kill -TERM "$(cat soak.pid)"; sleep 0.2' >second
	status=0
	N=100 sh -c 'echo $$ >soak.pid; exec scripts/soak' >said 2>&1 || status=$?
	[ "$status" -eq 143 ]
	grep -q '^b             1      1 ' said
	grep -qx 'rig: soak: interrupted after [2-9] boots of 100' said
}

@test "no number of boots is a usage error" {
	for n in 0 -1 x 1.5; do
		N=$n run scripts/soak
		[ "$status" -eq 64 ]
	done
	BOOTS=0 run scripts/soak
	[ "$status" -eq 64 ]
	[ ! -e ran ]
}
