# SPDX-License-Identifier: GPL-2.0-only
# Defect: a boot may last as long as the clock of its kernel goes on
# File: runner/host/watch.c
# Caught-by: hostile/endless-boot
/boot_deadline(struct/,/^}/s/allowed_ms < most_ms ? allowed_ms : most_ms/allowed_ms/
