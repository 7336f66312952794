# SPDX-License-Identifier: GPL-2.0-only
# Defect: interrupts are on
# File: runner/host/vcpu.c
# Caught-by: blackbox/irqs-off
s/!(flags & X86_FLAG_IF)/false/
