# SPDX-License-Identifier: GPL-2.0-only
# Defect: result.json stays at what it was before the boot
# File: runner/host/report.c
# Caught-by: outcome/green
s/{ "result.json", report_json_put },//
