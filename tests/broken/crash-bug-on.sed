# SPDX-License-Identifier: GPL-2.0-only
# Defect: an assertion of the kernel is no crash
# File: runner/host/console.c
# Caught-by: crash/bug-on
/^\t"kernel BUG at ",$/d
