# SPDX-License-Identifier: GPL-2.0-only
# Defect: a file that can not be written is as good as written
# File: runner/host/vm.c
# Caught-by: rig/disk-full rig/full-records
/^[a-z].*read_pipe(/,/^}/s/fail(vm, vm->streams\[source\]\.name, err);/;/
