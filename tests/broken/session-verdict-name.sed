# SPDX-License-Identifier: GPL-2.0-only
# Defect: a verdict's name is not compared
# File: runner/host/session.c
# Caught-by: channel/verdict-on-other-name
/^[a-z].*take_verdict(/,/^}/s/!field_is(&f, session_running(s))/0/
