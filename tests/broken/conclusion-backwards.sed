# SPDX-License-Identifier: GPL-2.0-only
# Defect: the last finding owns the outcome
# File: runner/host/conclusion.c
# Caught-by: order/failed-and-splat crash/and-junk order/interrupted-and-panic
/^[a-z].*conclusion_draw(/,/^}/s/for (unsigned int i = 0; i < FINDING_NR; i++)/for (unsigned int i = FINDING_NR; i-- > 0;)/
