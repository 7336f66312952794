# SPDX-License-Identifier: GPL-2.0-only
# Defect: a day that there is not is taken for an expiry
# File: runner/host/splats.c
# Caught-by: outcome/allow-no-such-day
/^[a-z].*read_day(/,/^}/s/strcmp(again, s) != 0/0/
