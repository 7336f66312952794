# SPDX-License-Identifier: GPL-2.0-only
# Defect: the number under which a case begins is not compared
# File: runner/host/session.c
# Caught-by: channel/wrong-index
/^[a-z].*take_start(/,/^}/s/number(r, RECORD_KEY_INDEX) != s->done/0/
