# SPDX-License-Identifier: GPL-2.0-only
# Defect: a frame may begin with anything
# File: runner/common/record.c
# Caught-by: channel/junk channel/junk-burst
/^[a-z].*header_check(/,/^}/s/if (memcmp(buf, magic, .*/if (0)/
