# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What every script shares; sourced, never run. Input: the environment that make exports
# (RIG_CACHE, TREE, ARCH, VARIANT, KDIR, V), and in `here` the folder of the scripts. Output: functions named rig_*, the exit codes, a PATH
# that finds the private tools first. One home for the outcomes, so that no script invents a number.

# shellcheck disable=SC2034 # they are read by whoever sources this file
{
	RIG_BUILD_FAIL=5
	RIG_PATCH_FAIL=6
	RIG_GATE_FAIL=7
	RIG_RIG_ERROR=8
	RIG_USAGE=64
}

LC_ALL=C
: "${RIG_CACHE:=${XDG_CACHE_HOME:-$HOME/.cache}/kfunc-rig}"
: "${TREE:=linux-7.3}"
: "${ARCH:=$("$here/host-arch")}"
: "${VARIANT:=patched}"
: "${KDIR:=}"
: "${V:=}"
PATH=$RIG_CACHE/tools/bin:$PATH:/usr/sbin:/sbin
export LC_ALL RIG_CACHE PATH

# git as it comes: what the user configured must not change a commit hash or run a hook.
GIT_CONFIG_GLOBAL=/dev/null
GIT_CONFIG_NOSYSTEM=1
GIT_TERMINAL_PROMPT=0
export GIT_CONFIG_GLOBAL GIT_CONFIG_NOSYSTEM GIT_TERMINAL_PROMPT
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

rig_say()
{
	printf 'rig: %s\n' "$*" >&2
}

# rig_die CODE MESSAGE: the last "rig: " line on stderr is the reason of the failure.
rig_die()
{
	rig_die_code=$1
	shift
	rig_say "$*"
	exit "$rig_die_code"
}

# sha256 of standard input, bare.
rig_sha256()
{
	rig_sum=$(sha256sum) && printf '%s\n' "${rig_sum%% *}"
}

# rig_put FILE: standard input becomes FILE, at once and only if it differs, so that make sees a
# new time only when there is something new.
rig_put()
{
	rig_put_tmp=$1.tmp.$$
	cat >"$rig_put_tmp" || {
		rm -f "$rig_put_tmp"
		rig_die "$RIG_RIG_ERROR" "$1: cannot be written; is the disk full?"
	}
	if [ -e "$1" ] && cmp -s "$rig_put_tmp" "$1"; then
		rm -f "$rig_put_tmp"
	else
		mv -f "$rig_put_tmp" "$1"
	fi
}

# rig_link TARGET LINK: an absolute symlink, replaced at once.
rig_link()
{
	if [ "$(readlink "$2" 2>/dev/null)" != "$1" ]; then
		mkdir -p "$(dirname "$2")"
		[ -L "$2" ] || [ ! -d "$2" ] || rig_die "$RIG_RIG_ERROR" "$2: is a folder where a link belongs; remove it"
		ln -s "$1" "$2.tmp.$$"
		mv -Tf "$2.tmp.$$" "$2"
	fi
}

# rig_space DIR MIB WHAT: refuse before work starts when the file system of DIR is too full.
rig_space()
{
	rig_space_free=$(df -Pm "$1" | awk 'NR == 2 { print $4 }')
	[ "${rig_space_free:-0}" -ge "$2" ] || rig_die "$RIG_RIG_ERROR" \
		"disk space: $3 needs $2 MiB in $1, $rig_space_free are free; free some or set RIG_CACHE"
}

# One writer in RIG_CACHE at a time. The descriptor (9) is inherited by what the script starts, so the
# lock of a killed script lasts until its children are gone too.
rig_lock()
{
	{ [ -d "$RIG_CACHE" ] || mkdir -p "$RIG_CACHE" 2>/dev/null; } && [ -w "$RIG_CACHE" ] ||
		rig_die "$RIG_RIG_ERROR" "$RIG_CACHE: cannot be written; set RIG_CACHE to a folder that can"
	[ "${RIG_LOCK_HELD:-}" != "$RIG_CACHE" ] || return 0
	exec 9>>"$RIG_CACHE/lock"
	if ! flock -n 9; then
		rig_say "waiting for process $(cat "$RIG_CACHE/lock.pid" 2>/dev/null || echo unknown), which is using $RIG_CACHE"
		rig_lock_from=$(date +%s)
		flock 9 || rig_die "$RIG_RIG_ERROR" "$RIG_CACHE/lock: cannot be locked"
		rig_say "waited $(($(date +%s) - rig_lock_from)) s"
	fi
	echo "$$ (${0##*/})" >"$RIG_CACHE/lock.pid"
	RIG_LOCK_HELD=$RIG_CACHE
	export RIG_LOCK_HELD
}

# rig_quote WORD: WORD as one word of sh, for files that are sourced.
rig_quote()
{
	case $1 in
	*\'*) printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")" ;;
	*) printf "'%s'" "$1" ;;
	esac
}

# rig_conf FILE WHAT: source a file of KEY='value' lines, and nothing else than such lines.
rig_conf()
{
	[ -r "$1" ] || rig_die "$RIG_USAGE" "$2 $1: no such file; known: $(rig_known "$1")"
	rig_conf_bad=$(grep -m 1 -vnE "^(#.*|[A-Za-z_][A-Za-z0-9_]*=('[^']*'|[A-Za-z0-9_./:@%+,-]*))?\$" "$1" || :)
	[ -z "$rig_conf_bad" ] || rig_die "$RIG_RIG_ERROR" "$1:$rig_conf_bad: not a KEY='value' line"
	# A name without a slash would be looked for in PATH.
	case $1 in
	*/*) rig_conf_file=$1 ;;
	*) rig_conf_file=./$1 ;;
	esac
	# shellcheck disable=SC1090 # the name is an argument
	. "$rig_conf_file"
}

# The names of the .conf files beside FILE.
rig_known()
{
	rig_known_list=
	for rig_known_file in "$(dirname "$1")"/*.conf; do
		[ -e "$rig_known_file" ] || continue
		rig_known_list="$rig_known_list $(basename "$rig_known_file" .conf)"
	done
	echo "${rig_known_list:- none}" | cut -c 2-
}

# rig_sysroot: the folder with C library, headers and static libraries of the guest's arch; nothing where the guest's
# arch is this machine's, whose own serve. After the arch's conf.
rig_sysroot()
{
	[ "$(uname -m)" = "$HOST_MACHINE" ] || printf '%s\n' "$RIG_CACHE/sysroots/$DEB_ARCH"
}
