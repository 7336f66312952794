# SPDX-License-Identifier: GPL-2.0-only
# Defect: what is wrong with a frame does not matter
# File: runner/host/boot.c
# Caught-by: channel/crc channel/junk
/^[a-z].*read_records(/,/^}/s/if (c.defect.bytes)/if (0)/
