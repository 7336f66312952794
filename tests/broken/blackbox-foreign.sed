# SPDX-License-Identifier: GPL-2.0-only
# Defect: any answer is the one that was asked for
# File: runner/host/qmp.c
# Caught-by: blackbox/foreign-answer
s/json_integer_value(id) != q->asked/false/
