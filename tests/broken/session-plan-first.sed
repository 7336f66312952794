# SPDX-License-Identifier: GPL-2.0-only
# Defect: a case may begin before the plan
# File: runner/host/session.c
# Caught-by: channel/start-before-plan
/^[a-z].*session_take(/,/^}/s/if (!s->has_plan \&\& .*/if (0 \&\&/
