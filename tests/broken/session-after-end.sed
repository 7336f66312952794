# SPDX-License-Identifier: GPL-2.0-only
# Defect: anything may come after END
# File: runner/host/session.c
# Caught-by: channel/after-end channel/two-ends
/^[a-z].*session_take(/,/^}/s/if (s->has_end)/if (0)/
