# SPDX-License-Identifier: GPL-2.0-only
# Defect: what passes the second time has passed
# File: runner/host/attempts.c
# Caught-by: boots/flaky-crash boots/flaky-hang
/^[a-z].*judge_two(/,/^}/s/ret->verdict = VERDICT_FLAKY/ret->verdict = second->judgement.verdict/
