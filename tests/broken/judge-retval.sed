# SPDX-License-Identifier: GPL-2.0-only
# Defect: the return value is not compared
# File: runner/host/judge.c
# Caught-by: judge/wrong-retval exercise/wrong-value
s/ check_retval, / check_stage, /
