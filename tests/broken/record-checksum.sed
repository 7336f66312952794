# SPDX-License-Identifier: GPL-2.0-only
# Defect: a frame's checksum is not compared
# File: runner/common/record.c
# Caught-by: channel/crc channel/nonce-bit
/^[a-z].*record_decode(/,/^}/s/load32(buf + AT_CRC) != frame_crc(buf, bytes)/0/
