# SPDX-License-Identifier: GPL-2.0-only
# Defect: a monitor may talk for ever
# File: runner/host/qmp.c
# Caught-by: blackbox/monitor-floods
/^[a-z].*qmp_next(/,/^}/s/q->bytes > QMP_MAX_BYTES/false/;/^[a-z].*qmp_feed(/,/^}/s/q->bytes <= QMP_MAX_BYTES/true/
