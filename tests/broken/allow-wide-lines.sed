# SPDX-License-Identifier: GPL-2.0-only
# Defect: an excuse may match what stands around every trace
# File: runner/host/specimen.c
# Caught-by: outcome/allow-matches-lines
/^[a-z].*specimen_match(/,/^}/s/found = match_lines(re, lines,.*/found = match_lines(re, lines, 0);/
