# SPDX-License-Identifier: GPL-2.0-only
# Defect: a program is the kernel
# File: runner/host/vcpu.c
# Caught-by: blackbox/user-space
s/level == 3/false/
