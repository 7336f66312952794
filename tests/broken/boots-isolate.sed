# SPDX-License-Identifier: GPL-2.0-only
# Defect: cases that want a boot each share one
# File: runner/host/boots.c
# Caught-by: boots/isolate boots/isolate-crash
/^[a-z].*plan_next(/,/^}/s/rules->isolate ? 1 : //
