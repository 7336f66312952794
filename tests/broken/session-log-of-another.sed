# SPDX-License-Identifier: GPL-2.0-only
# Defect: a log may be of another case
# File: runner/host/session.c
# Caught-by: channel/log-of-another
/^[a-z].*take_log(/,/^}/s/if (number(r, RECORD_KEY_INDEX) != s->done)/if (0)/
