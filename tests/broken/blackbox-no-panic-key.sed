# SPDX-License-Identifier: GPL-2.0-only
# Defect: a kernel that says nothing is left alone
# File: runner/host/blackbox.c
# Caught-by: blackbox/panics-by-key blackbox/nmi blackbox/nothing-answers
/^[a-z].*listen(/,/^}/s/b->means++;/b->means = BLACKBOX_MEANS_NR;/
