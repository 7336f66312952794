# SPDX-License-Identifier: GPL-2.0-only
# Defect: what is left of a frame at the end is none
# File: runner/host/channel.c
# Caught-by: channel/cut-at-end channel/hello-cut
/^[a-z].*channel_close(/,/^}/s/if (c->spoilt || .*/if (1)/
