# SPDX-License-Identifier: GPL-2.0-only
# Defect: a boot that comes to no case is followed by the same
# File: runner/host/boots.c
# Caught-by: boots/no-case-in-boot-2
/^[a-z].*boots_take(/,/^}/s/else if (!begun)/else if (0)/
