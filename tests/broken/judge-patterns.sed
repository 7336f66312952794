# SPDX-License-Identifier: GPL-2.0-only
# Defect: the words of the log are not compared
# File: runner/host/judge.c
# Caught-by: judge/wrong-reason exercise/other-words
s/check_patterns,$/check_stage,/
