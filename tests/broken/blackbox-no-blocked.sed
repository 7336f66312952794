# SPDX-License-Identifier: GPL-2.0-only
# Defect: no task waits
# File: runner/host/blackbox-report.c
# Caught-by: blackbox/idle
/^[a-z].*note_blocked(/,/^}/s/if (!pid)/if (true)/
