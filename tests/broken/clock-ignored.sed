# SPDX-License-Identifier: GPL-2.0-only
# Defect: the deadline of a boot does not move with the clock of its kernel
# File: runner/host/watch.c
# Caught-by: outcome/boot-slow
/^void watch_clock(/,/^}/s/if (w->state != WATCH_BOOT || .*/if (1)/
