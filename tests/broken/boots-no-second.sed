# SPDX-License-Identifier: GPL-2.0-only
# Defect: a crash ends the run
# File: runner/host/boots.c
# Caught-by: boots/crash-mid-plan boots/hang-mid-plan
/^[a-z].*boots_take(/,/^}/s/end == BOOTS_END_STOP/end != BOOTS_END_WHOLE/
