# SPDX-License-Identifier: GPL-2.0-only
# Defect: so many lines between two looks are a flood, however long that is
# File: runner/host/blackbox.c
# Caught-by: blackbox/talks-slowly
/^static .*end_gap(/,/^}/s/= FLOOD_RATE.*/= 39;/
