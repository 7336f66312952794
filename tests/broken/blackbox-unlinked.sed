# SPDX-License-Identifier: GPL-2.0-only
# Defect: the report does not lead to the black box
# File: runner/host/report-html.c
# Caught-by: blackbox/idle
/^[a-z].*put_blackboxes(/,/^}/s/while ((b = .*/while (0) {/
