# SPDX-License-Identifier: GPL-2.0-only
# Defect: what a program prints is not compared
# File: runner/host/judge.c
# Caught-by: exercise/silent exercise/swapped-streams
s/ check_prints,$/ check_stage,/
