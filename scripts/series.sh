# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The series as files, and worktrees as their result. Sourced, after lib.sh.

# series_file DIR: the patches that DIR/series lists, in order. A patch that is not listed, or listed and
# not there, is an error: a patch that is skipped without a word is how a rig tests the wrong kernel.
series_file()
{
	[ -r "$1/series" ] || rig_die "$RIG_PATCH_FAIL" "$1/series: no such file; it lists the patches in order"
	series_seen=' '
	while read -r series_name series_rest; do
		case $series_name in '' | '#'*) continue ;; esac
		[ -z "$series_rest" ] || rig_die "$RIG_PATCH_FAIL" "$1/series: '$series_name $series_rest' is not the name of a patch"
		[ -r "$1/$series_name" ] || rig_die "$RIG_PATCH_FAIL" "$1/$series_name: listed in series, but there is no such file"
		case $series_seen in *" $series_name "*) rig_die "$RIG_PATCH_FAIL" "$1/series: $series_name is listed twice" ;; esac
		series_seen="$series_seen$series_name "
		printf '%s\n' "$1/$series_name"
	done <"$1/series"
	[ "$series_seen" != ' ' ] || rig_die "$RIG_PATCH_FAIL" "$1/series: lists no patch"
	for series_path in "$1"/*.patch; do
		case $series_seen in
		*" ${series_path##*/} "*) ;;
		*) rig_die "$RIG_PATCH_FAIL" "$series_path: not listed in series; list it or remove it" ;;
		esac
	done
}

# series_mutants DIR: the names of the mutants, sorted, one a line.
series_mutants()
{
	find "$1/mutants" -name '*.patch' 2>/dev/null | sed 's|.*/||; s|\.patch$||' | sort
}

# series_last DIR: how many patches the series lists, as two digits. Whether they are there is series_file's to say.
series_last()
{
	printf '%02d\n' "$(grep -cvE '^(#.*)?$' "$1/series/series" 2>/dev/null || :)"
}

# series_variant DIR VARIANT: is there such a variant? If not, those there are get named.
series_variant()
{
	case $2 in
	stock | baseline | patched) ;;
	mutant/*)
		case ${2#mutant/} in
		'' | */* | .*) ;;
		*) [ ! -r "$1/mutants/${2#mutant/}.patch" ] || return 0 ;;
		esac
		series_names=$(series_mutants "$1" | paste -sd ' ')
		rig_die "$RIG_USAGE" "VARIANT=$2: no such mutant; known: ${series_names:-none}"
		;;
	series/*)
		series_end=$(series_last "$1")
		case ${2#series/} in
		[0-9][0-9]) [ "${2#series/}" -lt 1 ] || [ "${2#series/}" -gt "$series_end" ] || return 0 ;;
		esac
		rig_die "$RIG_USAGE" "VARIANT=$2: the series has no such step; valid: series/01 to series/$series_end"
		;;
	*) rig_die "$RIG_USAGE" "VARIANT=$2 is not known; valid: stock, baseline, patched, series/01 to series/$(series_last "$1"), mutant/<name>" ;;
	esac
}

# series_list DIR VARIANT: the patches that make VARIANT out of stock. No name holds a space.
series_list()
{
	series_variant "$1" "$2"
	case $2 in
	stock) ;;
	baseline) series_file "$1/baseline" ;;
	patched) series_file "$1/baseline" && series_file "$1/series" ;;
	mutant/*) series_file "$1/baseline" && series_file "$1/series" && echo "$1/mutants/${2#mutant/}.patch" ;;
	series/*)
		series_file "$1/baseline"
		series_whole=$(series_file "$1/series") || exit
		printf '%s\n' "$series_whole" | head -n "${2#series/}"
		;;
	esac
}

# series_slot VARIANT: the folder of its worktree and objects. Mutants and steps of the series differ by a patch or two
# and are looked at one after the other, so they share one: a switch rebuilds what differs.
series_slot()
{
	case $1 in
	mutant/* | series/*) echo scratch ;;
	*) echo "$1" ;;
	esac
}

# series_at WORKTREE COMMIT: the worktree has it checked out, and finished doing so.
series_at()
{
	[ "$(cat "$1/../src.commit" 2>/dev/null)" = "$2" ]
}

# series_checkout REPO WORKTREE COMMIT: bring the worktree there, touching only the files that differ,
# so that a build goes on from where it was. One that is broken (a killed checkout) is repaired, or made again.
series_checkout()
{
	series_at "$2" "$3" && return 0
	rm -f "$2/../src.commit"
	mkdir -p "$(dirname "$2")"
	if [ -e "$2/.git" ] && series_dir=$(git -C "$2" rev-parse --absolute-git-dir 2>/dev/null); then
		rm -f "$series_dir/index.lock" "$series_dir/HEAD.lock"
		# Times alone must not make reset write a file: the build would take it for changed.
		git -C "$2" update-index -q --refresh >/dev/null 2>&1 || :
		git -C "$2" reset -q --hard "$3" 2>/dev/null && git -C "$2" update-ref --no-deref HEAD "$3" || rm -rf "$2"
	fi
	if [ ! -e "$2/.git" ]; then
		rm -rf "$2"
		git -C "$1" worktree prune
		rig_say "series: checking out $(basename "$(dirname "$2")")"
		git -C "$1" worktree add -q -f --detach "$2" "$3" 2>"$2.log" ||
			rig_die "$RIG_RIG_ERROR" "$2: git could not check it out ($(tail -n 1 "$2.log")); is the disk full?"
		rm -f "$2.log"
	fi
	echo "$3" >"$2/../src.commit"
}
