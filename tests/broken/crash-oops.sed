# SPDX-License-Identifier: GPL-2.0-only
# Defect: an oops of x86_64 is none
# File: runner/host/console.c
# Caught-by: crash/oops
/^\t"Oops: ",$/d
