# SPDX-License-Identifier: GPL-2.0-only
# Defect: a last line without an end is not read
# File: runner/host/console.c
# Caught-by: crash/without-line-end splats/without-line-end
/^[a-z].*console_close(/,/^}/s/emit(c);/;/
