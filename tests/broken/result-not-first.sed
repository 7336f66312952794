# SPDX-License-Identifier: GPL-2.0-only
# Defect: result.json is not written before the boot
# File: runner/host/ending.c
# Caught-by: signals/boot-kill signals/no-qemu-kill
/^[a-z].*ending_begin(/,/^}/s/err = report_write(&r, d, &why);/;/
