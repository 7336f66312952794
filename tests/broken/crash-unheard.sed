# SPDX-License-Identifier: GPL-2.0-only
# Defect: a crash on the console is no finding
# File: runner/host/boot.c
# Caught-by: outcome/panic-after-all-passed outcome/excused-crash
/^[a-z].*read_console(/,/^}/s/find_splat(t->crash, .*/;/
