# SPDX-License-Identifier: GPL-2.0-only
# Defect: a guest that is stopped runs
# File: runner/host/blackbox.c
# Caught-by: blackbox/guest-stopped
/^[a-z].*take_status(/,/^}/s/text_put_clean_line(&clean, status, strlen(status));/text_puts(\&clean, "running");/
