# SPDX-License-Identifier: GPL-2.0-only
# Defect: a deny list may be empty
# File: runner/host/splats.c
# Caught-by: outcome/deny-empty
/^[a-z].*splats_read(/,/^}/s/if (!err \&\& !s.deny.nr)/if (0)/
