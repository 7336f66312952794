# SPDX-License-Identifier: GPL-2.0-only
# Defect: after a forged record the next boot begins
# File: runner/host/boots.c
# Caught-by: boots/forged-after-a-case
/^[a-z].*boots_take(/,/^}/s/!b->rules.isolate/0/
