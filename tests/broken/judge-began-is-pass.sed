# SPDX-License-Identifier: GPL-2.0-only
# Defect: a case that began and never ended passes
# File: runner/host/judge.c
# Caught-by: channel/start-in-a-case channel/end-in-a-case
/^[a-z].*judge_case(/,/^}/s/seen->started ? VERDICT_ERROR/seen->started ? VERDICT_PASS/
