# SPDX-License-Identifier: GPL-2.0-only
# Defect: an excuse past its date still excuses
# File: runner/host/splats.c
# Caught-by: outcome/splat-excuse-expired
/^[a-z].*splats_excuse(/,/^}/s/!rule->expired \&\& //
