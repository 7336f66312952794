# SPDX-License-Identifier: GPL-2.0-only
# Defect: a splat is of no case
# File: runner/host/marks.c
# Caught-by: reports/two-cases reports/between reports/at-shutdown reports/warning-arm64
/^struct .*marks_place(/,/^}/s/^\treturn place;/\treturn (struct splat_place){ .when = SPLAT_BOOT };/
