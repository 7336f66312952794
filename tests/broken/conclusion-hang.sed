# SPDX-License-Identifier: GPL-2.0-only
# Defect: a hang is a test that failed
# File: runner/host/conclusion.c
# Caught-by: outcome/hang-case
s/\[FINDING_HANG\] = OUTCOME_HANG/[FINDING_HANG] = OUTCOME_TEST_FAIL/
