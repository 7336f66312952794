# SPDX-License-Identifier: GPL-2.0-only
# Defect: END need not come
# File: runner/host/boot-find.c
# Caught-by: channel/no-end channel/silent
/^[a-z].*find_end(/,/^}/s/if (!s->has_end \&\& .*/if (0) {/
