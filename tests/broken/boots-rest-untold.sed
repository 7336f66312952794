# SPDX-License-Identifier: GPL-2.0-only
# Defect: what a boot did wrong is not told when the outcome is about another
# File: runner/host/evidence.c
# Caught-by: boots/isolate-crash-and-forged
/^[a-z].*read_run(/,/^}/s/warn_of_rest(result, h);//
