# SPDX-License-Identifier: GPL-2.0-only
# Defect: an excuse that was not needed is not told of
# File: runner/host/evidence.c
# Caught-by: outcome/splat-excused outcome/excuse-for-another
/^[a-z].*find_excuses(/,/^}/s/else if (!rule->expired \&\& !rule->used)/else if (0)/
