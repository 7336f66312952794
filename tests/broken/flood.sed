# SPDX-License-Identifier: GPL-2.0-only
# Defect: more console than any run makes is no finding
# File: runner/host/boot-find.c
# Caught-by: hostile/console-without-end
/^[a-z].*find_hang(/,/^}/s/case WATCH_CAUSE_FLOOD:/case WATCH_CAUSE_NR:/
