# SPDX-License-Identifier: GPL-2.0-only
# Defect: a case is told passed that was tried again
# File: runner/host/supervisor.c
# Caught-by: boots/flaky-crash
/^[a-z].*on_finish(/,/^}/s/if (!s->task.again)//
