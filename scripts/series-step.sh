# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The columns of series-check, one function each; sourced by it after series-book.sh, and they read its variables.
# Logs go to $out.

step_applies()
{
	step_log=$out/applies.log
	if [ -n "$stuck" ]; then
		step_seconds=0
		: >"$step_log"
		step_cell applies 'not run' 'not run' "patch $stuck does not apply, so what it is put on is not there"
	elif step_run "$here/apply-series" "$conf" "$facts" "series/$step" "$step_facts"; then
		# shellcheck disable=SC2034 # read by series-check
		step_applied=yes
		step_cell applies ok ok
	else
		[ "$step_status" -ne "$RIG_PATCH_FAIL" ] || stuck=$step
		step_failed applies "$RIG_PATCH_FAIL"
	fi
}

# Of the worktree only MAINTAINERS and the like are read, so any one of the series serves.
step_checkpatch()
{
	step_log=$out/checkpatch.log
	step_tree=$(rig_conf "$step_facts" facts && echo "$worktree")
	[ -e "$step_tree/.git" ] || step_tree=${step_tree%/*/*}/patched/src
	if step_run "$here/step-checkpatch" "$step_tree" "$step_patch" configs/checkpatch.allow; then
		step_cell checkpatch ok ok
	elif [ "$step_status" -ne 1 ]; then
		step_failed checkpatch 1
	else
		step_new=$(grep -c '^new	' "$step_log" || :)
		step_cell checkpatch FAIL "new $step_new" "$(sed -n 's/^new	//p' "$step_log" | head -n 1 | tr '\t' ' ')"
	fi
	sed -n 's/^allowed	//p' "$step_log" >"$out/checkpatch.allowed"
	step_notes "$out/checkpatch.allowed" 'checkpatch, allowed: '
}

# After the whole series: a line of the list that answered no remark is told in the row of a patch that it names, or of the last.
step_unused()
{
	for step_at; do
		grep -qE '^cell	checkpatch	(ok|FAIL)	' "$root/$step_at.steps" || return 0
	done
	step_used=" $(for step_at; do sed -n 's/^used	//p' "$root/$step_at/checkpatch.log"; done | paste -sd ' ') "
	grep -nvE '^(#|$)' configs/checkpatch.allow | while IFS='	' read -r step_type step_glob _; do
		case $step_used in *" ${step_type%%:*} "*) continue ;; esac
		for step_at; do
			# shellcheck disable=SC2254 # it is a glob
			case $(sed -n 's/^patch	\([^	]*\)	.*/\1/p' "$root/$step_at.steps") in $step_glob) break ;; esac
		done
		step_says="configs/checkpatch.allow:$step_type is not remarked on $step_glob; remove the line" awk -F '\t' -v OFS='\t' '
			/^cell\tcheckpatch\t/ && ($3 == "ok" || $4 == "unused") {
				$7 = ($3 == "ok" ? "" : $7 "; ") ENVIRON["step_says"]; $3 = "FAIL"; $4 = "unused"
			} 1' "$root/$step_at.steps" | rig_put "$root/$step_at.steps"
	done
}

step_builds()
{
	step_log=$out/builds.log
	if step_run "$here/build-kernel" "$conf" "$archconf" "$step_facts" "$arch_dir/series/$step/kernel"; then
		step_kernel=$arch_dir/series/$step/kernel
		step_made=$(sed -n 's/^rig: .*: built, /built, /p' "$step_log" | tail -n 1)
		step_cell builds ok ok "${step_made:-its kernel is in the store}"
	else
		# resolve_btfids is a part of the build
		[ "$step_status" -ne "$RIG_GATE_FAIL" ] || step_status=$RIG_BUILD_FAIL
		step_failed builds "$RIG_BUILD_FAIL"
	fi
}

step_warnings()
{
	step_log=$out/warnings.log
	[ -n "$step_kernel" ] || return 0
	[ "$step_before" = "$step_prior" ] ||
		"$here/apply-series" "$conf" "$facts" "$step_before" "$BUILD/$TREE/$step_before.facts" || return 0
	step_key=$({
		cat "$BUILD/$TREE/$step_before.facts" "$step_facts" "$step_kernel/facts" "$archconf" \
			"$here/step-warnings" "$here/step-compile.sh"
		"${CLANG:-clang-19}" --version
	} | rig_sha256)
	step_seconds=0 step_status=0
	step_made=', of an earlier check'
	if ! step_same "$out/warnings/key" "$step_key"; then
		step_made=
		step_run "$here/step-warnings" "$archconf" "$BUILD/$TREE/$step_before.facts" "$step_facts" "$step_kernel" \
			"$out/warnings" || :
		[ "$step_status" -ne 0 ] || echo "$step_key" >"$out/warnings/key"
	fi
	if [ "$step_status" -eq 0 ]; then
		step_cell W=1 ok ok "C files compiled: $(wc -l <"$out/warnings/compiled")$step_made"
	elif [ "$step_status" -eq 1 ] && [ -s "$out/warnings/new" ]; then
		step_cell W=1 FAIL "new $(wc -l <"$out/warnings/new")" "$(head -n 1 "$out/warnings/new" | tr '\t' ' ')"
	else
		step_failed W=1 "$RIG_BUILD_FAIL"
	fi
	step_notes "$out/warnings/not-compiled" 'not compiled with W=1: '
}

step_gate()
{
	step_log=$out/gate.txt
	[ -n "$step_kernel" ] || return 0
	if step_run "$rig" gate --kernel "$step_kernel" --table; then
		step_cell gate ok ok
	else
		step_failed gate "$RIG_GATE_FAIL"
	fi
}

step_boots()
{
	step_log=$out/boots.log
	step_seconds=0
	if [ -z "$step_kernel" ] || [ -n "$programs_reason" ]; then
		[ -z "$programs_reason" ] || step_cell boots 'not run' 'not run' "$programs_reason"
		return 0
	fi
	if ! step_run "$here/build-initramfs" "$archconf" "$step_kernel" "$arch_dir/runner" "$arch_dir/progs" "$out/initramfs.cpio"; then
		step_cell boots 'not run' 'not run' "$(step_reason)"
		return 0
	fi
	step_key=$(VARIANT=series/$step "$here/run-key" "$step_kernel" "$out/initramfs.cpio" "$arch_dir/progs" 2>"$step_log") || {
		step_cell boots 'not run' 'not run' "$(step_reason)"
		return 0
	}
	if step_same "$out/run.key" "$step_key" && [ -s "$out/run/result.json" ]; then
		"$rig" report "$out/run" >"$step_log" 2>&1 || : # judged again, out of what is kept of it
		step_line run "$out/run" reused 0
		return 0
	fi
	rm -rf "$out/run.key" "$out/run" "$out/runs"
	step_run "$rig" run --arch-conf "$archconf" --variant "series/$step" --kernel "$step_kernel" \
		--initramfs "$out/initramfs.cpio" --progs "$arch_dir/progs" --runs "$out/runs" --accel "$ACCEL" \
		--splats-deny configs/splats.deny --splats-allow configs/splats.allow || :
	for step_made in "$out"/runs/*/result.json; do break; done
	if [ ! -e "$step_made" ]; then
		step_cell boots 'not run' 'not run' "$(step_reason)"
		return 0
	fi
	mv "${step_made%/*}" "$out/run"
	# A run that went wrong is made again: what went wrong may have been the host's.
	[ "$step_status" -ne 0 ] || echo "$step_key" >"$out/run.key"
	step_line run "$out/run" new "$step_seconds"
}
