# SPDX-License-Identifier: GPL-2.0-only
# Defect: a log needs no case that runs
# File: runner/host/session.c
# Caught-by: channel/log-without-start
/^[a-z].*take_log(/,/^}/s/if (!s->running)/if (0)/
