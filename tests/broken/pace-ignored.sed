# SPDX-License-Identifier: GPL-2.0-only
# Defect: a slow guest gets no more time than a fast one
# File: runner/host/pace.c
# Caught-by: outcome/slow-guest outcome/hang-slow-guest
/^uint32_t pace_factor(/,/^}/s/factor < PACE_ONE /1 /
