# SPDX-License-Identifier: GPL-2.0-only
# Defect: no excuse is ever past its date
# File: runner/host/splats.c
# Caught-by: outcome/excuse-expired outcome/splat-excuse-expired
/^[a-z].*take_rule(/,/^}/s/rule\.expired = .*/rule.expired = false;/
