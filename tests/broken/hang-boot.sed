# SPDX-License-Identifier: GPL-2.0-only
# Defect: a guest that never speaks is no hang
# File: runner/host/boot-find.c
# Caught-by: outcome/hang-boot
/^[a-z].*find_hang(/,/^}/s/case WATCH_CAUSE_BOOT:/case WATCH_CAUSE_NR:/
