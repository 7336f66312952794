# SPDX-License-Identifier: GPL-2.0-only
# Defect: a splat on the console is no finding
# File: runner/host/boot.c
# Caught-by: outcome/splat splats/warning
/^[a-z].*read_console(/,/^}/s/find_splat(t->splat, .*/;/
