# SPDX-License-Identifier: GPL-2.0-only
# Defect: a case without a verdict passes
# File: runner/host/attempts.c
# Caught-by: channel/stale outcome/hang-boot signals/boot-int
/^[a-z].*attempts_judge(/,/^}/s/ret->verdict = VERDICT_NOTRUN/ret->verdict = VERDICT_PASS/
