# SPDX-License-Identifier: GPL-2.0-only
# Defect: the deadline of a boot moves with any clock that its console shows
# File: runner/host/watch.c
# Caught-by: outcome/hang-boot-clock-stands
/^void watch_clock(/,/^}/s/ || clock_us <= w->clock_us)/)/
