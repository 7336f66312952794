# SPDX-License-Identifier: GPL-2.0-only
# Defect: END may come before all cases
# File: runner/host/session.c
# Caught-by: channel/early-end channel/end-without-cases
/^[a-z].*take_end(/,/^}/s/if (s->done != s->plan->nr)/if (0)/
