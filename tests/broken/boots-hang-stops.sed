# SPDX-License-Identifier: GPL-2.0-only
# Defect: a hang ends the run
# File: runner/host/boot.c
# Caught-by: boots/hang-mid-plan boots/flaky-hang
/^[a-z].*boot_end(/,/^}/s/BOOTS_END_HANG/BOOTS_END_STOP/
