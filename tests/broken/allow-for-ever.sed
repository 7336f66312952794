# SPDX-License-Identifier: GPL-2.0-only
# Defect: an excuse may run for ever
# File: runner/host/splats.c
# Caught-by: outcome/allow-for-ever
/^[a-z].*is_expiry(/,/^}/s/end - now > SPLATS_EXCUSE_DAYS/0/
