# SPDX-License-Identifier: GPL-2.0-only
# Defect: what a later boot saw goes to the first cases
# File: runner/host/evidence.c
# Caught-by: boots/crash-mid-plan boots/isolate
/^[a-z].*take_cases(/,/^}/s/b->task.first + i/i/
