# SPDX-License-Identifier: GPL-2.0-only
# Defect: what stands across the seam of a long line is not seen
# File: runner/host/console.c
# Caught-by: crash/across-a-seam
/^#include <string.h>/a #undef CONSOLE_OVERLAP_BYTES\n#define CONSOLE_OVERLAP_BYTES 0
