# SPDX-License-Identifier: GPL-2.0-only
# Defect: no line of a guest that was looked at is judged
# File: runner/host/autopsy.c
# Caught-by: blackbox/splat-before
/^[a-z].*serve(/,/^}/s/a->lines + 1 + console_is_open(a->console)/1/
