# SPDX-License-Identifier: GPL-2.0-only
# Defect: QEMU outlives a rig that is killed
# File: runner/host/process.c
# Caught-by: rig/killed signals/case-kill
s/ || prctl(PR_SET_PDEATHSIG, SIGKILL)//
