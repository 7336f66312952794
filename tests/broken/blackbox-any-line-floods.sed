# SPDX-License-Identifier: GPL-2.0-only
# Defect: a line between two looks is a flood
# File: runner/host/blackbox.c
# Caught-by: blackbox/talks
/^static .*end_gap(/,/^}/s/gap_lines > (size_t)most/gap_lines > 0/
