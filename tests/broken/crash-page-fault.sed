# SPDX-License-Identifier: GPL-2.0-only
# Defect: a bad address is no crash
# File: runner/host/console.c
# Caught-by: crash/page-fault
/^\t"BUG: unable to handle page fault",$/d
