# SPDX-License-Identifier: GPL-2.0-only
# Defect: what the black box found is not said
# File: runner/host/boot-find.c
# Caught-by: blackbox/idle blackbox/irqs-off blackbox/qemu-silent
s/found->bytes && b->vm.hang/false/
