# SPDX-License-Identifier: GPL-2.0-only
# Defect: the plan may come twice
# File: runner/host/session.c
# Caught-by: channel/two-plans
/^[a-z].*take_plan(/,/^}/s/if (s->has_plan)/if (0)/
