# SPDX-License-Identifier: GPL-2.0-only
# Defect: QEMU gets all of the environment
# File: runner/host/process.c
# Caught-by: outcome/green
/^[a-z].*child(/,/^}/s/execvpe(\(.*\), environment)/execvp(\1)/
