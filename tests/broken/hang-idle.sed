# SPDX-License-Identifier: GPL-2.0-only
# Defect: a case that never begins is no hang
# File: runner/host/boot-find.c
# Caught-by: outcome/hang-idle
/^[a-z].*find_hang(/,/^}/s/case WATCH_CAUSE_IDLE:/case WATCH_CAUSE_NR:/
