# SPDX-License-Identifier: GPL-2.0-only
# Defect: no address has a name
# File: runner/host/autopsy.c
# Caught-by: blackbox/spinning blackbox/irqs-off blackbox/busy
s/if (reason->system_map)/if (false)/
