# SPDX-License-Identifier: GPL-2.0-only
# Defect: no place is one where a processor waits
# File: runner/host/hang.c
# Caught-by: blackbox/idle
/^[a-z].*is_idle(/,/^}/s/return s->halted.*$/return false;/;/^[a-z].*is_idle(/,/^}/s/^\t*: symbols_is_idle.*$//
