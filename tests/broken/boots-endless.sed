# SPDX-License-Identifier: GPL-2.0-only
# Defect: there is no bound of boots
# File: runner/host/boots.c
# Caught-by: boots/bound
/^[a-z].*plan_next(/,/^}/s/b->nr == boots_most(rules)/0/
