# SPDX-License-Identifier: GPL-2.0-only
# Defect: a frame of another version is read
# File: runner/common/record.c
# Caught-by: channel/other-version
/^[a-z].*header_check(/,/^}/s/load16(buf + AT_VERSION) != RECORD_VERSION/0/
