# SPDX-License-Identifier: GPL-2.0-only
# Defect: a bad address on arm64 is no crash
# File: runner/host/console.c
# Caught-by: crash/arm64-fault
/^\t"Unable to handle kernel ",$/d
