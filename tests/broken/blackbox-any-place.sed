# SPDX-License-Identifier: GPL-2.0-only
# Defect: every place is the same
# File: runner/host/hang.c
# Caught-by: blackbox/busy
/^[a-z].*is_same_function(/,/^}/s/return x || y.*$/return true;/
