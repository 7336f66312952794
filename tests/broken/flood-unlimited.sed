# SPDX-License-Identifier: GPL-2.0-only
# Defect: the console may be of any length
# File: runner/host/vm.c
# Caught-by: hostile/console-without-end
s/\[SOURCE_CONSOLE\] = VM_CONSOLE_MAX_BYTES/[SOURCE_CONSOLE] = UINT64_MAX/
