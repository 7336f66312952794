# SPDX-License-Identifier: GPL-2.0-only
# Defect: a refusal counts whatever became of its twin
# File: runner/host/judge.c
# Caught-by: judge/twin-fails judge/positive-refused
/^[a-z].*judge_leans_on_twin(/,/^}/s/return j->verdict == VERDICT_PASS/return 0/
