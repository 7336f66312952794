# SPDX-License-Identifier: GPL-2.0-only
# Defect: a signal for rig does not matter
# File: runner/host/boot.c
# Caught-by: rig/interrupted signals/closing-int
/^[a-z].*read_boot(/,/^}/s/if (b->vm.cause == WATCH_CAUSE_SIGNAL)/if (0)/
