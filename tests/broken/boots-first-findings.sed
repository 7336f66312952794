# SPDX-License-Identifier: GPL-2.0-only
# Defect: what only a later boot shows is not found
# File: runner/host/evidence.c
# Caught-by: boots/forged-in-boot-2 boots/isolate-crash boots/interrupted-between-boots
/^[a-z].*take_findings(/,/^}/s/if (b->number > 1)/if (b->number > 1) continue; else if (0)/
