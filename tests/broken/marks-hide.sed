# SPDX-License-Identifier: GPL-2.0-only
# Defect: a splat on a line with a mark is none
# File: runner/host/splat-scan.c
# Caught-by: hostile/splat-beside-a-mark
/^[a-z].*splat_scan_take(/,/^}/s/ \&\& !denied)/)/
