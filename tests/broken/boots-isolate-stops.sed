# SPDX-License-Identifier: GPL-2.0-only
# Defect: what one case forges ends a run in which each has a boot of its own
# File: runner/host/boots.c
# Caught-by: boots/isolate-forged boots/isolate-flood
/^[a-z].*boots_take(/,/^}/s/ && !b->rules.isolate//
