# SPDX-License-Identifier: GPL-2.0-only
# Defect: what is wrong with the order of records does not matter
# File: runner/host/boot.c
# Caught-by: channel/two-hellos channel/early-end
/^[a-z].*read_records(/,/^}/s/if (s->defect.bytes \&\& .*/if (0)/
