# SPDX-License-Identifier: GPL-2.0-only
# Defect: what the kernel broke off is a line of its own
# File: runner/host/replay.c
# Caught-by: splats/replayed
/^[a-z].*are_words(/,/^}/s/return .*/return 0;/
