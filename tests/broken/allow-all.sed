# SPDX-License-Identifier: GPL-2.0-only
# Defect: an excuse may excuse every line
# File: runner/host/splats.c
# Caught-by: outcome/allow-matches-all outcome/allow-matches-any-word outcome/deny-matches-all
/^[a-z].*compile(/,/^}/s/!regexec([^)]*)/0/g
