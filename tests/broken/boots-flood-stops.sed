# SPDX-License-Identifier: GPL-2.0-only
# Defect: a case that floods ends a run in which each has a boot of its own
# File: runner/host/boot.c
# Caught-by: boots/isolate-flood
/^[a-z].*boot_end(/,/^}/{/case WATCH_CAUSE_FLOOD:/,/return/s/BOOTS_END_CHANNEL/BOOTS_END_STOP/;}
