# SPDX-License-Identifier: GPL-2.0-only
# Defect: a line that must follow may stand anywhere
# File: runner/common/expect-match.c
# Caught-by: exercise/line-between
/^[a-z].*expect_patterns_match(/,/^}/s/!is_next_line(log, begun, start)/0/
