# SPDX-License-Identifier: GPL-2.0-only
# Defect: lines that were lost are excused
# File: runner/host/splat-scan.c
# Caught-by: reports/excused-lost
/^[a-z].*settle(/,/^}/s/ \&\& !r->lossy//
