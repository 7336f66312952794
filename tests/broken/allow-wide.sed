# SPDX-License-Identifier: GPL-2.0-only
# Defect: an excuse may excuse whatever is of a kind
# File: runner/host/splats.c
# Caught-by: outcome/allow-matches-kind outcome/allow-matches-titles
/^[a-z].*take_rule(/,/^}/s/today \&\& is_wide(.*)/0)/
