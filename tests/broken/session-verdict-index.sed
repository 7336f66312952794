# SPDX-License-Identifier: GPL-2.0-only
# Defect: a verdict's number is not compared
# File: runner/host/session.c
# Caught-by: channel/verdict-wrong-index
/^[a-z].*take_verdict(/,/^}/s/number(r, RECORD_KEY_INDEX) != s->done/0/
