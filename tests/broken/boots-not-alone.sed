# SPDX-License-Identifier: GPL-2.0-only
# Defect: a lost case is tried again with all behind it
# File: runner/host/boots.c
# Caught-by: boots/splat-in-boot-2
/^[a-z].*plan_next(/,/^}/s/^\t\t\t\.nr = 1,/\t\t\t.nr = rules->cases - b->lost[b->again],/
