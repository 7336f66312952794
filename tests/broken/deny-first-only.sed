# SPDX-License-Identifier: GPL-2.0-only
# Defect: only the first line of the deny list is looked for
# File: runner/host/splats.c
# Caught-by: splats/rcu-stall splats/refcount
/^[a-z].*[^_]join(/,/^}/s/i < s->deny.nr/i < 1/
