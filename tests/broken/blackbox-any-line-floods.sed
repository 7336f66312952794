# SPDX-License-Identifier: GPL-2.0-only
# Defect: a line between two looks is a flood
# File: runner/host/blackbox.c
# Caught-by: blackbox/talks
s/gap_lines >= FLOOD_GAP_LINES/gap_lines > 0/
