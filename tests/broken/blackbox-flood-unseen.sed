# SPDX-License-Identifier: GPL-2.0-only
# Defect: a console that is written to all the while is no flood
# File: runner/host/blackbox.c
# Caught-by: blackbox/console-flood
/^static .*ask_next_registers(/,/^}/s/b->flood = .*/;/
