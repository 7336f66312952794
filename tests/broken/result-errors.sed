# SPDX-License-Identifier: GPL-2.0-only
# Defect: a case that can not be judged is no surprise
# File: runner/host/result.c
# Caught-by: judge/log-changed judge/needs-not-proven
/^[a-z].*result_is_surprise(/,/^}/s/!= VERDICT_PASS/== VERDICT_FAIL/
