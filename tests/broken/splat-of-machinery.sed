# SPDX-License-Identifier: GPL-2.0-only
# Defect: a report is named by the functions that print it
# File: runner/host/splat.c
# Caught-by: reports/panic-x86_64 reports/warning-of-list-arm64 reports/lockdep-circular
/^[a-z].*splat_name(/,/^}/s/if (is_one_of(machinery, .*/if (0)/
