# SPDX-License-Identifier: GPL-2.0-only
# Defect: nothing stops the boots
# File: runner/host/boots.c
# Caught-by: boots/interrupted-after-a-case
/^[a-z].*boots_take(/,/^}/s/end == BOOTS_END_STOP/0/
