# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Why a patch does not apply, in words. Sourced by apply-series; SCRATCH is its worktree without files.

# series_reject SCRATCH PATCH: in words, which file and hunk of PATCH do not fit. The files it
# touches are taken from the index, since git apply --reject works on files.
series_reject()
{
	git -C "$1" apply --numstat "$2" 2>/dev/null | cut -f 3 | while read -r series_path; do
		git -C "$1" checkout-index -q -f -- "$series_path" 2>/dev/null || :
	done
	git -C "$1" apply --reject --verbose "$2" 2>&1 | awk '
		/^error: patch failed: /      { sub(/^error: patch failed: /, ""); where = $0 }
		/^Applying patch .* with /    { file = $3 }
		/^Rejected hunk #/            { sub(/\.$/, "", $3); words = words sep file " hunk " $3; sep = ", " }
		/^error: .*: (No such file|already exists|does not exist)/ { sub(/^error: /, ""); words = words sep $0; sep = ", " }
		/^error: (corrupt|No valid) / { sub(/^error: /, ""); words = words sep $0; sep = ", " }
		END { if (words != "") print words (where != "" ? " (near " where ")" : "") }'
}

# series_present SCRATCH COMMIT PATCH...: those of the patches that COMMIT has already, in words. From the last to the first,
# each that can be taken out is: one below is hidden by those above it. A folder that is there as a whole is said as one.
series_present()
{
	series_scratch=$1
	git -C "$1" read-tree "$2"
	shift 2
	series_turned=
	for series_path; do series_turned="$series_path $series_turned"; done
	for series_path in $series_turned; do
		series_has=0
		git -C "$series_scratch" apply --cached --reverse "$series_path" 2>/dev/null || series_has=1
		echo "$series_has ${series_path#"${series_path%/*/*}/"}"
	done | awk '
		{ split($2, at, "/"); of[NR] = at[1]; all[at[1]]++ }
		$1 == 0 { name[NR] = $2; has[at[1]]++ }
		END {
			for (i = NR; i > 0; i--) {
				if (!(i in name)) continue
				if (has[of[i]] < all[of[i]]) words = words ", " name[i]
				else if (!said[of[i]]++) words = words ", all " all[of[i]] " of " of[i]
			}
			print substr(words, 3)
		}'
}
