# SPDX-License-Identifier: GPL-2.0-only
# Defect: the lines around a case need not be on the console
# File: runner/host/marks.c
# Caught-by: hostile/silent-console hostile/no-end-mark
/^[a-z].*marks_check(/,/^}/s/if (!s->seen\[i\].finished || .*/if (1)/
