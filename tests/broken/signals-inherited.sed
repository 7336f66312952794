# SPDX-License-Identifier: GPL-2.0-only
# Defect: QEMU ignores what whoever started rig ignores
# File: runner/host/process.c
# Caught-by: outcome/green
/^[a-z].*child(/,/^}/s/signal(i, SIG_DFL);/;/
