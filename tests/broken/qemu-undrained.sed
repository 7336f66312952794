# SPDX-License-Identifier: GPL-2.0-only
# Defect: that last words may be lost does not matter
# File: runner/host/boot-find.c
# Caught-by: qemu/pipes-without-end
/^[a-z].*find_end(/,/^}/s/else if (vm->cause == WATCH_CAUSE_UNDRAINED)/else if (0)/
