# SPDX-License-Identifier: GPL-2.0-only
# Defect: the instruction is not compared
# File: runner/host/judge.c
# Caught-by: judge/wrong-insn judge/no-insn
s/^\tcheck_insn,/\tcheck_stage,/
