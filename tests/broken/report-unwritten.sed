# SPDX-License-Identifier: GPL-2.0-only
# Defect: reports that can not be written are as good as written
# File: runner/host/ending.c
# Caught-by: rig/full-reports rig/full-logs
/^[a-z].*ending_tell(/,/^}/s/r.outcome = OUTCOME_RIG_ERROR;/;/
