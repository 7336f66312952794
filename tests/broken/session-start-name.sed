# SPDX-License-Identifier: GPL-2.0-only
# Defect: the name under which a case begins is not compared
# File: runner/host/session.c
# Caught-by: channel/other-name
/^[a-z].*take_start(/,/^}/s/!field_is(&f, s->plan->cases\[s->done\].id)/0/
