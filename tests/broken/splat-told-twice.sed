# SPDX-License-Identifier: GPL-2.0-only
# Defect: the same splat is listed each time
# File: runner/host/splat.c
# Caught-by: reports/twice
/^bool splat_is_again(/,/^}/s/return !strcmp/return 0 \&\& !strcmp/
