# SPDX-License-Identifier: GPL-2.0-only
# Defect: what is no answer is passed over
# File: runner/host/qmp.c
# Caught-by: blackbox/junk
/^[a-z].*take_line(/,/^}/s/err = break_off(q, why, "QEMU.s answer is no JSON object");/err = -EAGAIN;/
