# SPDX-License-Identifier: GPL-2.0-only
# Defect: an NMI is not tried
# File: runner/host/blackbox.c
# Caught-by: blackbox/nmi blackbox/nothing-answers
/^[a-z].*ask_kernel(/,/^}/s/b->means == BLACKBOX_MEANS_NR/b->means == BLACKBOX_NMI/
