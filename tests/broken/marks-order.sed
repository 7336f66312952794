# SPDX-License-Identifier: GPL-2.0-only
# Defect: the lines around cases may stand in any order
# File: runner/host/marks.c
# Caught-by: hostile/marks-of-the-next-case hostile/marks-of-an-earlier-case
/^[a-z].*marks_take(/,/^}/s/ \&\& !m->stray)/ \&\& 0)/
