# SPDX-License-Identifier: GPL-2.0-only
# Defect: a guest that is gone ends the run
# File: runner/host/boot.c
# Caught-by: boots/gone-mid-case
/^[a-z].*boot_end(/,/^}/s/BOOTS_END_GONE/BOOTS_END_STOP/
