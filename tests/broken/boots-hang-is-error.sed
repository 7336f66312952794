# SPDX-License-Identifier: GPL-2.0-only
# Defect: a case that hung is only an error
# File: runner/host/boot.c
# Caught-by: boots/hang-mid-plan outcome/hang-case
/^[a-z].*boot_judge(/,/^}/s/ret->lost && end == BOOTS_END_HANG/0/
