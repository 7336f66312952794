# SPDX-License-Identifier: GPL-2.0-only
# Defect: an oops of arm64 is none
# File: runner/host/console.c
# Caught-by: crash/arm64-oops
/^\t"Internal error: ",$/s/Internal/External/
/^\t"Oops: ",$/d
