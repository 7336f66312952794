# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# One commit of a bisection, built and booted until it is decided. Sourced, after lib.sh, by bisect and bisect-step, in the
# rig's folder; `state` is the bisection's, and its request was sourced.
#
# What is known is in `steps` and `trials` alone, a line at a time: a bisection that was killed goes on by being asked the same again.

# bisect_open: the request, and what the scripts below take from the environment.
bisect_open()
{
	rig_conf "$state/request" 'the bisection'
	# shellcheck disable=SC2154 # from the request
	ARCH=$arch TREE=$tree rig=$BUILD/host/rig
	export ARCH TREE BUILD
	# git's words for the ends. With FIXED=1 the older one is the one that fails.
	# shellcheck disable=SC2034,SC2154 # whoever sources this reads them; from the request
	case $fixed in
	1) bisect_old=old bisect_new=new ;;
	*) bisect_old=good bisect_new=bad ;;
	esac
}

bisect_tell()
{
	rig_say "bisect: $*"
}

# bisect_steps COMMITS: that it takes to find one of so many.
bisect_steps()
{
	awk -v n="$1" 'BEGIN { while (2 ^ s < n) s++; print s + 0 }'
}

bisect_git()
{
	git --git-dir="$state/repo" "$@"
}

bisect_name()
{
	bisect_git log -1 --format='%h %s' "$1" | tr '\t' ' '
}

# bisect_known PLACE COMMIT: it was decided before: its word.
bisect_known()
{
	awk -F '\t' -v place="$1" -v commit="$2" '$1 == place && $2 == commit { word = $4 } END { if (word == "") exit 1; print word }' "$state/steps"
}

# bisect_alike KEY: "WORD COMMIT" of one that was decided and whose kernel is the same.
bisect_alike()
{
	[ -n "$1" ] || return 1
	awk -F '\t' -v key="$1" '$3 == key && $4 ~ /^(good|bad)$/ { said = $4 " " $2 } END { if (said == "") exit 1; print said }' "$state/steps"
}

# bisect_keep WORD ERROR SENTENCE: the line of this commit. One printf, one write. Clocks are the time since the machine's
# start, which nobody sets.
bisect_keep()
{
	read -r bisect_clock _ </proc/uptime
	printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$bisect_place" "$bisect_commit" "$bisect_key" "$1" "$2" \
		"$((${bisect_clock%.*} - ${bisect_from%.*}))" "$bisect_run" "$(printf '%s' "$3" | tr '\t\n' '  ')" \
		"$(bisect_git log -1 --format=%s "$bisect_commit" | tr '\t' ' ')" >>"$state/steps"
	bisect_word=$1 bisect_sentence=$3
}

# bisect_abort SENTENCE: nothing is kept, so that it is tried again when somebody resumes.
bisect_abort()
{
	bisect_word=abort bisect_sentence=$1
}

# bisect_made: is there a kernel to boot? Decides the commit when there is none, and when it is one that was looked at.
bisect_made()
{
	bisect_dir=$state/commits/$bisect_commit
	mkdir -p "$bisect_dir"
	# The store may have made room for others since.
	if [ ! -s "$bisect_dir/built" ] || [ ! -e "$bisect_dir/kernel/facts" ]; then
		bisect_tell "building; how far it is: $bisect_dir/build.log"
		bisect_status=0
		"$here/bisect-build" "$state" "$bisect_commit" "$bisect_dir" >"$bisect_dir/build.log" 2>&1 || bisect_status=$?
		if [ "$bisect_status" -ne 0 ]; then
			bisect_words=$(sed -n '/^rig: wait/d; s/^rig: //p' "$bisect_dir/build.log" | tail -n 1)
			bisect_words=${bisect_words:-exit $bisect_status, see $bisect_dir/build.log}
			case $bisect_status in
			"$RIG_BUILD_FAIL" | "$RIG_PATCH_FAIL" | "$RIG_GATE_FAIL") bisect_keep skip 0 "$bisect_words" ;;
			*) bisect_abort "$bisect_words" ;;
			esac
			return 1
		fi
	fi
	bisect_key=$(sed -n 's/^key=//p' "$bisect_dir/built")
	bisect_said=$(bisect_alike "$bisect_key") || return 0
	# What confirms is tried anew.
	case $bisect_place in
	step) ;;
	good)
		bisect_abort "has the same kernel as at the bad end"
		return 1
		;;
	*) return 0 ;;
	esac
	bisect_keep "${bisect_said%% *}" 0 "its kernel is the same as that of $(bisect_name "${bisect_said#* }"), which is ${bisect_said%% *}"
	return 1
}

# bisect_measure PLACE COMMIT LEFT: sets bisect_word and bisect_sentence. LEFT: how many steps there will be, with this.
# shellcheck disable=SC2034 # whoever sources this reads them
bisect_measure()
{
	bisect_place=$1 bisect_commit=$2 bisect_key='' bisect_run=''
	read -r bisect_from _ </proc/uptime
	if bisect_word=$(bisect_known "$1" "$2"); then
		bisect_sentence='as found before'
		return 0
	fi
	bisect_made || return 0
	set -- "$rig" bisect-verdict --state "$state" --place "$1" --commit "$2" --left "$3"
	bisect_status=0
	bisect_said=$("$@") || bisect_status=$?
	while [ "$bisect_status" -eq 3 ]; do
		read -r bisect_begun _ </proc/uptime
		if ! "$here/bisect-boot" "$state" "$bisect_dir" >"$bisect_dir/boot.log" 2>&1; then
			bisect_abort "$(sed -n 's/^rig: //p' "$bisect_dir/boot.log" | tail -n 1)"
			return 0
		fi
		while IFS= read -r bisect_line; do bisect_run=$bisect_line; done <"$bisect_dir/boot.log"
		read -r bisect_clock _ </proc/uptime
		bisect_status=0
		bisect_said=$("$@" --run "$bisect_run" --took "$((${bisect_clock%.*} - ${bisect_begun%.*}))") || bisect_status=$?
	done
	bisect_rest=${bisect_said#*	}
	[ -n "$bisect_run" ] || bisect_run=$(awk -F '\t' -v place="$bisect_place" -v commit="$bisect_commit" \
		'$1 == place && $2 == commit { run = $6 } END { print run }' "$state/trials")
	case $bisect_status in
	0 | 1 | 125) bisect_keep "${bisect_said%%	*}" "${bisect_rest%%	*}" "${bisect_rest#*	}" ;;
	128) bisect_abort "${bisect_rest#*	}" ;;
	*) bisect_abort "rig bisect-verdict: exit $bisect_status" ;;
	esac
}
