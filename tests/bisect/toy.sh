# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A rig that bisects a toy history: driver, git and decisions are real; compiler and VM are played by what is written here into
# the folder's scripts. Sourced by simulate and the bats files, with the project's folder in `root`, rig in RIG.
#
# What a commit does is in play/: fixed (the culprit mends what was broken before it), slow (after how many boots one takes a minute), broken (numbers of commits that do not build), culprit (a number), noop (numbers whose kernel is that
# of the one before), rates ("FAIL-IF-BAD FAIL-IF-GOOD FOREIGN", in percent), seed. Commits are called "commit N".

# toy_rig DIR: DIR becomes such a folder.
toy_rig()
{
	mkdir -p "$1/scripts" "$1/configs/tree" "$1/build/host" "$1/play"
	for toy_file in lib.sh kdir.sh series.sh config-lines.sh build-lock.sh bisect bisect.sh bisect-answer bisect-args bisect-ends bisect-plain bisect-request bisect-step bisect-trim; do
		set -- "$@" "$root/scripts/$toy_file"
	done
	toy_dir=$1
	shift
	cp "$@" "$toy_dir/scripts/"
	set -- "$toy_dir"
	ln -s "$RIG" "$1/build/host/rig"
	printf "NAME='toy'\nSERIES='toy'\nVERSION='7'\nPATCHLEVEL='3'\n" >"$1/configs/tree/toy.conf"
	for toy_file in check-args prepare bisect-plan; do
		printf '#!/bin/sh\n' >"$1/scripts/$toy_file"
	done
	cat >"$1/scripts/bisect-keep" <<-'END'
		#!/bin/sh
		mkdir -p "$1/progs"
	END
	# Played thousands of times: in the shell itself, as far as it goes.
	cat >"$1/scripts/bisect-build" <<-'END'
		#!/bin/sh
		n=$(git --git-dir="$1/repo" log -1 --format=%s "$2")
		n=${n#commit }
		echo "build $n" >>play/did
		is_in() { while read -r one; do [ "$one" != "$n" ] || return 0; done <"$1"; return 1; }
		! is_in play/broken || { echo "rig: kernel: a.c:$n: error: no" >&2; exit 5; }
		while is_in play/noop; do n=$((n - 1)); done
		mkdir -p "$3/kernel"
		: >"$3/kernel/facts"
		printf 'variant=stock\nkey=%s\n' "$n" >"$3/built"
	END
	cat >"$1/scripts/bisect-boot" <<-'END'
		#!/bin/sh
		while IFS== read -r name value; do [ "$name" != key ] || key=$value; done <"$2/built"
		read -r culprit <play/culprit
		read -r seed <play/seed
		read -r if_bad if_good foreign <play/rates
		count=0 slow=none
		[ ! -e play/count ] || read -r count <play/count
		[ ! -e play/slow ] || read -r slow <play/slow
		if [ "$count" = "$slow" ]; then
			sleep 60 & echo $! >play/pid; wait
		fi
		count=$((count + 1))
		echo "$count" >play/count
		echo "boot $key" >>play/did
		dice=1
		for n in "$seed" "$count" "$key" 0 0; do
			dice=$(((dice * dice + dice * 48271 + n * 7919 + 1) % 2147483647))
		done
		fails=$if_good
		[ "$key" -lt "$culprit" ] || fails=$if_bad
		if [ -e play/fixed ]; then fails=$((if_bad + if_good - fails)); fi
		verdict='"PASS", "sentence": "loaded"' outcome=PASS crash=null splats=
		if [ $((dice % 100)) -lt "$foreign" ]; then
			case $((dice / 100 % 3)) in
			0) outcome=KERNEL_CRASH verdict='"NOTRUN", "sentence": "not reached"' crash='{ "fingerprint": "ffffffffffff", "title": "BUG: another" }' ;;
			1) outcome=KERNEL_SPLAT splats='{ "fingerprint": "eeeeeeeeeeee", "title": "WARNING: another", "excuse": null }' ;;
			2) outcome=TEST_FAIL verdict='"FAIL", "sentence": "must load, but it was refused: other words"' ;;
			esac
		elif [ $((dice / 1000 % 100)) -lt "$fails" ]; then
			outcome=TEST_FAIL
			verdict='"FAIL", "sentence": "must load, but it was refused at insn '$count'"'
		fi
		run=$1/runs/$count
		mkdir -p "$run/logs/o"
		printf 'case: o/p\nverdict: %s\nwhy: it is %s\n\n---- verifier: 9 bytes ----\nlog of %s\n' "$outcome" "$outcome" "$key" >"$run/logs/o/p.log"
		printf '{ "outcome": "%s", "sentence": "it is %s", "crash": %s, "splats": [ %s ], "cases": [\n' \
			"$outcome" "$outcome" "$crash" "$splats" >"$run/result.json"
		printf '{ "id": "o/p", "verdict": %s, "seen": { "stage": "verifier", "errno": 22 } } ] }\n' "$verdict" >>"$run/result.json"
		echo "$run"
	END
	chmod 755 "$1"/scripts/*
	: >"$1/play/broken"
	: >"$1/play/noop"
	echo 1 >"$1/play/seed"
	echo '100 0 0' >"$1/play/rates"
}

# toy_history DIR COMMITS: a git tree whose commits are called "commit 0" and so on, tagged n0 and so on.
toy_history()
{
	git init -q "$1"
	awk -v nr="$2" 'BEGIN {
		for (i = 0; i <= nr; i++) {
			printf "commit refs/heads/main\nmark :%d\ncommitter toy <toy@localhost> %d +0000\n", i + 1, 1e9 + i
			printf "data <<END\ncommit %d\nEND\n", i
			if (i) printf "from :%d\n", i
			printf "M 644 inline n\ndata <<END\n%d\nEND\n\n", i
			printf "reset refs/tags/n%d\nfrom :%d\n\n", i, i + 1
		}
	}' | git -C "$1" fast-import --quiet
	git -C "$1" symbolic-ref HEAD refs/heads/main
	git -C "$1" reset -q --hard
}

# toy_environment DIR: what make exports.
toy_environment()
{
	export RIG_CACHE="$1/cache" BUILD=build TREE=toy ARCH=toy TEST=o/p KDIR="$1/k" ACCEL=auto
	export GIT_CONFIG_GLOBAL=/dev/null
	unset FIXED FINGERPRINT CONFIDENCE VARIANT V
}

# toy_root: where the bats file's rig is.
toy_root()
{
	root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	case ${RIG:=build/host/rig} in /*) ;; *) RIG=$root/$RIG ;; esac
}

# toy_setup_file: once for a bats file, a rig and a toy history of 17 commits, which breaks at commit 13.
toy_setup_file()
{
	toy_root
	toy_rig "$BATS_FILE_TMPDIR/toy"
	echo 13 >"$BATS_FILE_TMPDIR/toy/play/culprit"
	toy_history "$BATS_FILE_TMPDIR/toy/k" 17
}

# toy_setup: for each test of it, a copy of both in the test's folder.
toy_setup()
{
	toy_root
	cd "$BATS_TEST_TMPDIR" || return
	cp -a "$BATS_FILE_TMPDIR/toy/." .
	toy_environment "$PWD"
	# so that few trials are enough
	export GOOD=n9 BAD=n17 CONFIDENCE=60
	# shellcheck disable=SC2034 # the tests read it
	state=build/bisect/latest
}

bisect()
{
	run scripts/bisect "${1:-begin}"
	echo "$output"
}
