# SPDX-License-Identifier: GPL-2.0-only
# Defect: a run that never ends is no hang
# File: runner/host/boot-find.c
# Caught-by: outcome/hang-run
/^[a-z].*find_hang(/,/^}/s/case WATCH_CAUSE_RUN:/case WATCH_CAUSE_NR:/
