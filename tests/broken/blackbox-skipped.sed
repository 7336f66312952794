# SPDX-License-Identifier: GPL-2.0-only
# Defect: a guest whose time is up is killed at once
# File: runner/host/vm.c
# Caught-by: blackbox/idle blackbox/irqs-off blackbox/qemu-stopped
/^[a-z].*examine(/,/^}/s/autopsy_begin(&vm->autopsy, &reason, clock_now_ms());/(void)reason;/
