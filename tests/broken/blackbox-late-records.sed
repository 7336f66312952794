# SPDX-License-Identifier: GPL-2.0-only
# Defect: what a guest says after its deadline counts
# File: runner/host/vm.c
# Caught-by: blackbox/speaks-late
/^[a-z].*read_pipe(/,/^}/s/source == SOURCE_RECORDS && autopsy_is_begun(&vm->autopsy)/false/
