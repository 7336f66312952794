# SPDX-License-Identifier: GPL-2.0-only
# Defect: a verdict needs no case that runs
# File: runner/host/session.c
# Caught-by: channel/verdict-twice channel/verdict-without-start
/^[a-z].*take_verdict(/,/^}/s/if (!s->running)/if (0)/
