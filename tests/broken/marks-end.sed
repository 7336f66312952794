# SPDX-License-Identifier: GPL-2.0-only
# Defect: the line at a case's end need not be on the console
# File: runner/host/marks.c
# Caught-by: hostile/no-end-mark
/^[a-z].*marks_check(/,/^}/s/m->began\[i\] \&\& m->ended\[i\]/m->began[i]/
