# SPDX-License-Identifier: GPL-2.0-only
# Defect: the logs' lengths are not compared
# File: runner/host/session.c
# Caught-by: exercise/prints-cut judge/log-cut
/^[a-z].*logs_are_whole(/,/^}/s/return false;/continue;/;s/return crc == .*/return true;/
