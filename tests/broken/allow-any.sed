# SPDX-License-Identifier: GPL-2.0-only
# Defect: every excuse excuses everything
# File: runner/host/splats.c
# Caught-by: outcome/excuse-for-another outcome/splat-after-many-excused
/^[a-z].*splats_excuse(/,/^}/s/ \&\& !regexec(.*/)/
