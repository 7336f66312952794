# SPDX-License-Identifier: GPL-2.0-only
# Defect: nobody looks whether QEMU is stopped
# File: runner/host/autopsy.c
# Caught-by: blackbox/qemu-stopped
s/a->process_state = process_state(&a->wires->process);/;/
