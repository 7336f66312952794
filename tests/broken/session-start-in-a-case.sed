# SPDX-License-Identifier: GPL-2.0-only
# Defect: a case may begin while another runs
# File: runner/host/session.c
# Caught-by: channel/start-in-a-case
/^[a-z].*take_start(/,/^}/s/if (s->running)/if (0)/
