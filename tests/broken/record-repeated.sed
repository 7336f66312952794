# SPDX-License-Identifier: GPL-2.0-only
# Defect: a sequence number that was there may come again
# File: runner/host/channel.c
# Caught-by: channel/repeated channel/backwards
/^[a-z].*channel_next(/,/^}/s/if (ret->seq < c->seq)/if (0)/
