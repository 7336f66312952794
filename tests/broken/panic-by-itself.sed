# SPDX-License-Identifier: GPL-2.0-only
# Defect: a panic is a report of its own, whatever led to it
# File: runner/host/splat-scan.c
# Caught-by: reports/hung-task-x86_64 reports/soft-lockup-arm64 reports/hard-lockup-x86_64
/^static .*panicking(/,/^}/s/if (at->report \&\&/if (0 \&\&/
