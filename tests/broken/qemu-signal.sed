# SPDX-License-Identifier: GPL-2.0-only
# Defect: that QEMU was killed does not matter
# File: runner/host/boot-find.c
# Caught-by: qemu/segv-after-all qemu/killed qemu/sigabrt
/^[a-z].*find_end(/,/^}/s/else if (!vm->exited)/else if (0)/
