# SPDX-License-Identifier: GPL-2.0-only
# Defect: a crash is a test that failed
# File: runner/host/conclusion.c
# Caught-by: outcome/panic
s/\[FINDING_CRASH\] = OUTCOME_KERNEL_CRASH/[FINDING_CRASH] = OUTCOME_TEST_FAIL/
