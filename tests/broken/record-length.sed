# SPDX-License-Identifier: GPL-2.0-only
# Defect: a frame may claim any length
# File: runner/common/record.c
# Caught-by: channel/huge-length
/^[a-z].*header_check(/,/^}/s/load32(buf + AT_LENGTH) > RECORD_PAYLOAD_MAX_BYTES/0/
