# SPDX-License-Identifier: GPL-2.0-only
# Defect: a day that there is not is taken for an expiry
# File: runner/host/splats.c
# Caught-by: outcome/allow-no-such-day
/^[a-z].*is_date(/,/^}/s/!strcmp(again, s)/1/
