# SPDX-License-Identifier: GPL-2.0-only
# Defect: the logs' checksum is not compared
# File: runner/host/session.c
# Caught-by: judge/log-changed
/^[a-z].*logs_are_whole(/,/^}/s/return crc == .*/return true;/
