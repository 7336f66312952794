# SPDX-License-Identifier: GPL-2.0-only
# Defect: what was decoded is not read
# File: runner/host/decode.c
# Caught-by: reports/warning-x86_64 reports/warning-arm64
/^int decode_read(/,/^}/s/apply(r, line, source);/;/
