# SPDX-License-Identifier: GPL-2.0-only
# Defect: a console that is not whole does not end the run
# File: runner/host/boot.c
# Caught-by: boots/marks-lost
/^static const enum finding stops/,/^}/s/FINDING_CHANNEL/FINDING_FAILURE/
