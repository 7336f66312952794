# SPDX-License-Identifier: GPL-2.0-only
# Defect: a guest that stays is no hang
# File: runner/host/boot-find.c
# Caught-by: outcome/hang-poweroff
/^[a-z].*find_hang(/,/^}/s/case WATCH_CAUSE_POWEROFF:/case WATCH_CAUSE_NR:/
