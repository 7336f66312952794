# SPDX-License-Identifier: GPL-2.0-only
# Defect: rig dies of SIGINT
# File: runner/host/vm.c
# Caught-by: signals/boot-int signals/case-int rig/interrupted signals/reports-int
s/sigaddset(.*, SIGINT);/;/
