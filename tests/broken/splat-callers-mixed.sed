# SPDX-License-Identifier: GPL-2.0-only
# Defect: who printed a line is not looked at
# File: runner/host/splat-scan.c
# Caught-by: reports/interleaved
/^static .*stream_of(/,/^}/s/if (k->caller_bytes < sizeof(caller))/if (0)/
