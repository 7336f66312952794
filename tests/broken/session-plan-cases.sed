# SPDX-License-Identifier: GPL-2.0-only
# Defect: the cases of the plan are not compared
# File: runner/host/session.c
# Caught-by: channel/plan-in-other-order
/^[a-z].*take_plan(/,/^}/s/!field_is(&f, s->plan->cases\[i\].id)/0/
