# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# configs/ci, read and checked, and what CELLS picks of it. Sourced by ci-cells and ci-matrix, after lib.sh and series.sh.

ci_table=${RIG_CI:-$here/../configs/ci}
: "${CELLS:=}"

# ci_bad LINE WORDS: a fact that makes no sense.
ci_bad()
{
	rig_die "$RIG_RIG_ERROR" "$ci_table:$1: $2"
}

# shellcheck disable=SC2034 # they are read by who sources this
# ci_read: sets ci_image, ci_minutes, ci_check; ci_cells "CELL:SHARDS...", ci_also "CELL:TARGET...", ci_runners with a
# line "ARCH SYSTEM LABEL [OPTION...]" each. No word needs quoting in JSON.
ci_read()
{
	ci_image='' ci_minutes='' ci_check='' ci_cells='' ci_also='' ci_runners='' ci_line=0
	while read -r ci_fact ci_a ci_b ci_rest; do
		ci_line=$((ci_line + 1))
		case $ci_fact in '' | '#'*) continue ;; esac
		case "$ci_a $ci_b $ci_rest" in *[!A-Za-z0-9_./:@=,+\ -]*) ci_bad "$ci_line" "a character that no name has" ;; esac
		case $ci_fact:$ci_a:$ci_b:$ci_rest in
		image:?*::) ci_image=$ci_a ;;
		minutes:[1-9]*::) ci_minutes=$ci_a ;;
		check:?*::) ci_check=$ci_a ;;
		runner:?*:?*:?*) ci_runners="$ci_runners$ci_a $ci_b $ci_rest
" ;;
		cell:?*/?*:[1-9]*:) ci_cells="$ci_cells $ci_a:$ci_b" ;;
		also:?*/?*:?*:) ci_also="$ci_also $ci_a:$ci_b" ;;
		*) ci_bad "$ci_line" "'$ci_fact' is no fact that is known, or wants other words" ;;
		esac
	done <"$ci_table"
	case $ci_minutes in *[!0-9]*) ci_bad minutes "'$ci_minutes' is no number" ;; esac
	[ -n "$ci_image" ] && [ -n "$ci_minutes" ] && [ -n "$ci_check" ] && [ -n "$ci_cells" ] ||
		ci_bad end "image, minutes, check or every cell is missing"
	for ci_item in $ci_cells; do
		case ${ci_item#*:} in *[!0-9]*) ci_bad "${ci_item%:*}" "'${ci_item#*:}' is no number of shards" ;; esac
		case $(ci_names) in *" ${ci_item%:*} "*" ${ci_item%:*} "*) ci_bad "${ci_item%:*}" "a cell of which there are two" ;; esac
		ci_is_cell "${ci_item%:*}"
	done
}

# ci_is_cell CELL: an arch and a variant that there are, or the script ends.
ci_is_cell()
{
	(rig_conf "$here/../configs/arch/${1%%/*}.conf" "cell $1: arch") || exit
	series_variant "$ci_patches" "${1#*/}"
}

# ci_keep ITEM...: of "CELL:WHAT", those that CELLS names. Its globs are for cells, not for files.
ci_keep()
{
	set -f
	for ci_item; do
		for ci_glob in ${CELLS:-'*'}; do
			# shellcheck disable=SC2254 # a glob is meant
			case ${ci_item%%:*} in $ci_glob) printf ' %s' "$ci_item" && break ;; esac
		done
	done
	set +f
}

# ci_pick: ci_cells and ci_also become what CELLS names: globs of those cells, or any cell that there is, in one shard.
ci_pick()
{
	ci_more=
	set -f
	for ci_glob in $CELLS; do
		# shellcheck disable=SC2086 # a list
		[ -z "$(CELLS=$ci_glob && ci_keep $ci_cells)" ] || continue
		case $ci_glob in
		*[]*?[]*) rig_die "$RIG_USAGE" "CELLS: '$ci_glob' means none of:$(ci_names)" ;;
		?*/?*) ci_more="$ci_more $ci_glob" ;;
		*) rig_die "$RIG_USAGE" "CELLS: '$ci_glob' is no cell, which is ARCH/VARIANT" ;;
		esac
	done
	set +f
	for ci_item in $ci_more; do
		ci_is_cell "$ci_item"
		ci_cells="$ci_cells $ci_item:1"
	done
	# shellcheck disable=SC2086 # lists
	ci_cells=$(ci_keep $ci_cells) ci_also=$(ci_keep $ci_also)
}

# ci_names: the cells alone, a blank before and after each.
ci_names()
{
	for ci_name in $ci_cells; do
		printf ' %s ' "${ci_name%:*}"
	done
}

# shellcheck disable=SC2153 # from the conf
ci_begin()
{
	rig_conf "$here/../configs/tree/$TREE.conf" TREE
	ci_patches=${RIG_PATCHES:-$here/../kernel-patches}/$SERIES
	ci_read
	ci_pick
}
