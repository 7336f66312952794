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
	for toy_file in lib.sh kdir.sh series.sh build-lock.sh bisect bisect.sh bisect-answer bisect-ends bisect-plain bisect-request bisect-step bisect-trim; do
		cp "$root/scripts/$toy_file" "$1/scripts/"
	done
	ln -s "$RIG" "$1/build/host/rig"
	printf "NAME='toy'\nSERIES='toy'\nVERSION='7'\nPATCHLEVEL='3'\n" >"$1/configs/tree/toy.conf"
	for toy_file in check-args prepare bisect-plan; do
		printf '#!/bin/sh\n' >"$1/scripts/$toy_file"
	done
	cat >"$1/scripts/bisect-keep" <<-'END'
		#!/bin/sh
		mkdir -p "$1/progs"
	END
	cat >"$1/scripts/bisect-build" <<-'END'
		#!/bin/sh
		n=$(git --git-dir="$1/repo" log -1 --format=%s "$2")
		n=${n#commit }
		echo "build $n" >>play/did
		! grep -qx -- "$n" play/broken || { echo "rig: kernel: a.c:$n: error: no" >&2; exit 5; }
		while grep -qx -- "$n" play/noop; do n=$((n - 1)); done
		mkdir -p "$3/kernel"
		: >"$3/kernel/facts"
		printf 'variant=stock\nkey=%s\n' "$n" >"$3/built"
	END
	cat >"$1/scripts/bisect-boot" <<-'END'
		#!/bin/sh
		read -r key <<-EOF
			$(sed -n 's/^key=//p' "$2/built")
		EOF
		read -r culprit <play/culprit
		read -r seed <play/seed
		read -r if_bad if_good foreign <play/rates
		if [ "$(cat play/count 2>/dev/null)" = "$(cat play/slow 2>/dev/null || echo none)" ]; then
			sleep 60 & echo $! >play/pid
			wait
		fi
		count=$(($(cat play/count 2>/dev/null || echo 0) + 1))
		echo "$count" >play/count
		echo "boot $key" >>play/did
		dice=$(printf '%s' "$seed.$count.$key" | sha1sum | cut -c 1-7)
		dice=$((0x$dice))
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
		mkdir -p "$1/runs/$count/logs/o"
		echo "log of $key" >"$1/runs/$count/logs/o/p.log"
		cat >"$1/runs/$count/result.json" <<-EOF
			{ "outcome": "$outcome", "sentence": "it is $outcome", "crash": $crash, "splats": [ $splats ], "cases": [
			{ "id": "o/p", "verdict": $verdict, "seen": { "stage": "verifier", "errno": 22 } } ] }
		EOF
		ln -sfn "runs/$count" "$1/latest"
		echo "$1/runs/$count"
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

# toy_setup: for each test of a bats file, a rig in the test's folder and the toy history of the file, which breaks at commit 13.
toy_setup()
{
	root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
	case ${RIG:=build/host/rig} in /*) ;; *) RIG=$root/$RIG ;; esac
	cd "$BATS_TEST_TMPDIR" || return
	toy_rig .
	cp -a "$BATS_FILE_TMPDIR/k" k
	toy_environment "$PWD"
	# so that few trials are enough
	export GOOD=n9 BAD=n17 CONFIDENCE=60
	echo 13 >play/culprit
	# shellcheck disable=SC2034 # the tests read it
	state=build/bisect/latest
}

bisect()
{
	run scripts/bisect "${1:-begin}"
	echo "$output"
}
