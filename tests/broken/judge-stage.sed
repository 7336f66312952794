# SPDX-License-Identifier: GPL-2.0-only
# Defect: the stage is not compared
# File: runner/host/judge.c
# Caught-by: judge/wrong-stage judge/negative-loads judge/positive-refused
s/^\tcheck_stage, check_errno,/\tcheck_errno,/
