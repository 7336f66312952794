# SPDX-License-Identifier: GPL-2.0-only
# Defect: rig dies of a full disk
# File: runner/host/vm.c
# Caught-by: rig/disk-full rig/full-at-the-end
/^[a-z].*vm_block_signals(/,/^}/s/signal(SIGXFSZ, SIG_IGN);/;/
