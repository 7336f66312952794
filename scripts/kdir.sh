# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Is this folder a kernel, which one, and does the series fit it? Sourced by fetch-tree, after lib.sh and the tree's conf.
# Nothing here writes, least of all into KDIR.

# The top Makefile on stdin; prints its release, 7.3.4, or nothing when it is not a kernel's.
kdir_release()
{
	awk -F '=' '
		/^(VERSION|PATCHLEVEL|SUBLEVEL|EXTRAVERSION)[ \t]*=/ { gsub(/[ \t]/, ""); v[$1] = $2; n++ }
		n == 4 { exit }
		END { if (v["VERSION"] != "" && v["PATCHLEVEL"] != "")
			printf "%s.%s.%s%s\n", v["VERSION"], v["PATCHLEVEL"], v["SUBLEVEL"], v["EXTRAVERSION"] }'
}

# kdir_fits RELEASE NAME: refuse a kernel that the series was not made for.
kdir_fits()
{
	# shellcheck disable=SC2153 # VERSION and PATCHLEVEL come from the conf
	case $1 in
	"") rig_die "$RIG_USAGE" "$2: not a kernel tree (no VERSION and PATCHLEVEL in its Makefile)" ;;
	"$VERSION.$PATCHLEVEL".*) ;;
	*) rig_die "$RIG_USAGE" "$2: is Linux $1, but the series $SERIES fits Linux $VERSION.$PATCHLEVEL only" ;;
	esac
}

kdir_git()
{
	GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*' \
		git --no-optional-locks -C "$kdir_path" "$@"
}

# kdir_look DIR: sets kdir_path, kdir_kind (git|dir), kdir_id (what identifies its content) and kdir_words.
# A repository is identified by HEAD; an unpacked tree by every name, size and time in it, which takes a second
# where reading it takes ten.
kdir_look()
{
	[ -d "$1" ] || rig_die "$RIG_USAGE" "KDIR $1: no such folder"
	kdir_path=$(cd "$1" && pwd -P)
	if [ "$(kdir_git rev-parse --show-toplevel 2>/dev/null)" = "$kdir_path" ]; then
		kdir_kind=git
		kdir_id=$(kdir_git rev-parse -q --verify 'HEAD^{commit}') || rig_die "$RIG_USAGE" "KDIR $1: a git tree without a commit"
		kdir_fits "$(kdir_git show HEAD:Makefile 2>/dev/null | kdir_release)" "KDIR $1"
		kdir_words="commit $kdir_id"
		kdir_git diff-index --quiet HEAD -- 2>/dev/null ||
			rig_say "KDIR $1: has changes that are not committed; its HEAD is taken, without them"
		return
	fi
	# shellcheck disable=SC2034 # read by fetch-tree
	kdir_kind=dir
	[ -r "$kdir_path/Makefile" ] || rig_die "$RIG_USAGE" "KDIR $1: not a kernel tree (no Makefile)"
	kdir_fits "$(kdir_release <"$kdir_path/Makefile")" "KDIR $1"
	[ -e "$kdir_path/Kconfig" ] || rig_die "$RIG_USAGE" "KDIR $1: not a kernel tree (no Kconfig)"
	[ ! -e "$kdir_path/.config" ] && [ ! -d "$kdir_path/include/config" ] ||
		rig_die "$RIG_USAGE" "KDIR $1: was built in; give a clean tree (make mrproper removes what a build left)"
	# shellcheck disable=SC2034
	kdir_id=$(find "$kdir_path" -name .git -prune -o \( -type f -o -type l \) -printf '%P %s %T@ %m\n' | sort | rig_sha256)
	# shellcheck disable=SC2034
	kdir_words="unpacked, fingerprint of names, sizes and times $kdir_id"
}
