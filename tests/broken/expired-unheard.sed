# SPDX-License-Identifier: GPL-2.0-only
# Defect: an excuse past its date is no finding
# File: runner/host/evidence.c
# Caught-by: outcome/excuse-expired
/^[a-z].*find_excuses(/,/^}/s/if (rule->expired \&\& .*/if (0)/
