# SPDX-License-Identifier: GPL-2.0-only
# Defect: a case that crashed the kernel is only an error
# File: runner/host/boot.c
# Caught-by: boots/crash-mid-plan outcome/panic
/^[a-z].*boot_judge(/,/^}/s/ret->lost && end == BOOTS_END_CRASH/0/
