# SPDX-License-Identifier: GPL-2.0-only
# Defect: a case without a verdict passes
# File: runner/host/judge.c
# Caught-by: outcome/panic outcome/deny-empty channel/stale
/^[a-z].*judge_case(/,/^}/s/: VERDICT_NOTRUN/: VERDICT_PASS/
