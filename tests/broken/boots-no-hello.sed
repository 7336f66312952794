# SPDX-License-Identifier: GPL-2.0-only
# Defect: a kernel that does not come up is booted again
# File: runner/host/boot.c
# Caught-by: boots/no-hello-in-boot-2
/^[a-z].*boot_end(/,/^}/s/!b->session.has_hello ||/0 ||/
