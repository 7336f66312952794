# SPDX-License-Identifier: GPL-2.0-only
# Defect: HELLO may come twice
# File: runner/host/session.c
# Caught-by: channel/two-hellos
/^[a-z].*take_hello(/,/^}/s/if (s->has_hello)/if (0)/
