# SPDX-License-Identifier: GPL-2.0-only
# Defect: the errno is not compared
# File: runner/host/judge.c
# Caught-by: judge/wrong-errno judge/no-errno
s/^\tcheck_stage, check_errno,/\tcheck_stage,/
