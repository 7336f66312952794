# SPDX-License-Identifier: GPL-2.0-only
# Defect: a boot begins with the case that the one before lost
# File: runner/host/boots.c
# Caught-by: boots/crash-mid-plan boots/bound
/^[a-z].*boots_take(/,/^}/s/size_t begun = done + lost;/size_t begun = done;/
