# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# configs/deps, read and compared with this machine. Sourced by install-deps and doctor, after lib.sh and the arch's conf.

deps_table=${RIG_DEPS:-$here/../configs/deps}
deps_root=${RIG_DEPS_ROOT:-}
deps_sysroot=$(rig_sysroot)
deps_multiarch=$(uname -m)-linux-gnu
CROSS_GCC=${CROSS_COMPILE}gcc
CROSS_GCC_PACKAGE=gcc-$(printf '%s' "${CROSS_COMPILE%-}" | tr _ -)

# shellcheck disable=SC2034 # package, private and lost are read by who sources this
# deps_rows GROUP...: sets deps_row_<field> for each row of these groups and this ARCH, then calls deps_each.
deps_rows()
{
	deps_line=0
	while IFS='|' read -r deps_name deps_groups deps_arch deps_detect deps_minimum deps_package deps_private deps_lost; do
		deps_line=$((deps_line + 1))
		case $deps_name in '' | '#'*) continue ;; esac
		[ -n "$deps_lost" ] || rig_die "$RIG_RIG_ERROR" "$deps_table:$deps_line: '$deps_name' has fewer than 8 fields"
		deps_trim
		deps_wanted "$@" && deps_each
	done <"$deps_table"
	return 0
}

# Spaces off, and the arch's words in. `set` splits, so that no process is started: this runs for every row.
# shellcheck disable=SC2016 # the table's words, not this shell's
deps_trim()
{
	set -f
	for deps_field in name groups arch detect minimum package private lost; do
		eval "set -- \$deps_$deps_field"
		deps_word=$*
		case $deps_word in
		*'$QEMU_PACKAGE') deps_word=${deps_word%\$*}$QEMU_PACKAGE ;;
		*'$QEMU') deps_word=${deps_word%\$*}$QEMU ;;
		*'$CROSS_GCC_PACKAGE') deps_word=${deps_word%\$*}$CROSS_GCC_PACKAGE ;;
		*'$CROSS_GCC') deps_word=${deps_word%\$*}$CROSS_GCC ;;
		*%m*) deps_word=${deps_word%%\%m*}$deps_multiarch${deps_word#*%m} ;;
		*%t*) deps_word=${deps_word%%\%t*}${CROSS_COMPILE%-}${deps_word#*%t} ;;
		esac
		eval "deps_$deps_field=\$deps_word"
	done
	set +f
}

deps_wanted()
{
	case $deps_arch in
	any | "$ARCH") ;;
	cross) [ -n "$deps_sysroot" ] || return 1 ;;
	native) [ -z "$deps_sysroot" ] || return 1 ;;
	llvm) [ "${LLVM:-}" = 1 ] || return 1 ;;
	*) return 1 ;;
	esac
	for deps_group; do
		case ",$deps_groups," in *",$deps_group,"*) return 0 ;; esac
	done
	return 1
}

# The row's version as found ("yes" where none is asked for); fails when it is absent.
deps_found()
{
	deps_version=
	case $deps_detect in
	cmd:*)
		command -v "${deps_detect#cmd:}" >/dev/null 2>&1 || return 1
		if [ "$deps_minimum" = - ] && [ -z "${deps_verbose:-}" ]; then
			deps_version=yes
		else
			deps_version=$("${deps_detect#cmd:}" --version 2>/dev/null | grep -m 1 -oE '[0-9]+(\.[0-9]+)+' || :)
			deps_version=${deps_version%%[!0-9.]*}
			deps_version=${deps_version:-yes}
		fi ;;
	file:*) [ -e "$deps_root${deps_detect#file:}" ] && deps_version=yes ;;
	sysroot:*) [ -e "$deps_sysroot${deps_detect#sysroot:}" ] && deps_version=yes ;;
	cache:*) [ -e "$RIG_CACHE/${deps_detect#cache:}" ] && deps_version=yes ;;
	*) rig_die "$RIG_RIG_ERROR" "$deps_table:$deps_line: '$deps_detect' is none of cmd:, file:, sysroot:, cache:" ;;
	esac
}

# deps_enough FOUND MINIMUM: two versions of dotted numbers.
deps_enough()
{
	[ "$2" != - ] || return 0
	deps_a=$1 deps_b=$2
	while [ -n "$deps_b" ]; do
		deps_x=${deps_a%%.*} deps_y=${deps_b%%.*}
		case $deps_x in '' | *[!0-9]*) deps_x=0 ;; esac
		[ "$deps_x" -le "$deps_y" ] || return 0
		[ "$deps_x" -ge "$deps_y" ] || return 1
		case $deps_a in *.*) deps_a=${deps_a#*.} ;; *) deps_a= ;; esac
		case $deps_b in *.*) deps_b=${deps_b#*.} ;; *) deps_b= ;; esac
	done
}
