# SPDX-License-Identifier: GPL-2.0-only
# Defect: an excuse may match every number that is long enough
# File: runner/host/specimen.c
# Caught-by: outcome/allow-matches-numbers
/^[a-z].*matches_any(/,/^}/s/size <= SIZES/size < 1/
