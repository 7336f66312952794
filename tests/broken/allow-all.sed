# SPDX-License-Identifier: GPL-2.0-only
# Defect: an excuse may excuse every line
# File: runner/host/splats.c
# Caught-by: outcome/allow-matches-all outcome/deny-matches-all
/^[a-z].*compile(/,/^}/s/if (!regexec(&rule->re, "", 0, NULL, 0))/if (0)/
