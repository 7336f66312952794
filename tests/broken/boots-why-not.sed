# SPDX-License-Identifier: GPL-2.0-only
# Defect: what no boot was left for does not say so
# File: runner/host/attempts.c
# Caught-by: boots/bound boots/no-case-in-boot-2
s/a->why_not/0/
