# SPDX-License-Identifier: GPL-2.0-only
# Defect: what was lost is not tried again
# File: runner/host/boots.c
# Caught-by: boots/crash-mid-plan boots/flaky-crash boots/flaky-hang
/^[a-z].*plan_next(/,/^}/s/b->again < b->lost_nr/0/
