# SPDX-License-Identifier: GPL-2.0-only
# Defect: END may come while a case runs
# File: runner/host/session.c
# Caught-by: channel/end-in-a-case
/^[a-z].*take_end(/,/^}/s/if (s->running)/if (0)/
