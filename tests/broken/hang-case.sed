# SPDX-License-Identifier: GPL-2.0-only
# Defect: a case that never ends is no hang
# File: runner/host/boot-find.c
# Caught-by: outcome/hang-case outcome/hang-ignores-term
/^[a-z].*find_hang(/,/^}/s/case WATCH_CAUSE_CASE:/case WATCH_CAUSE_NR:/
