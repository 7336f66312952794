# SPDX-License-Identifier: GPL-2.0-only
# Defect: what the black box made the kernel say is a splat
# File: runner/host/transcript.c
# Caught-by: blackbox/idle blackbox/panics-by-key blackbox/nmi
/^[a-z].*take(/,/^}/s/t->blackbox_line && t->lines >= t->blackbox_line/false/
