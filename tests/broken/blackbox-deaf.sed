# SPDX-License-Identifier: GPL-2.0-only
# Defect: a signal is not heard while a guest is looked at
# File: runner/host/watch.c
# Caught-by: blackbox/interrupted
/\[WATCH_AUTOPSY\] = {/,/^\t}/s/\[WATCH_SIGNAL\] = STOP(SIGNAL)/[WATCH_SIGNAL] = STAY(AUTOPSY)/
