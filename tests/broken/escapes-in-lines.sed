# SPDX-License-Identifier: GPL-2.0-only
# Defect: escapes are not cleaned out of lines
# File: runner/common/text.c
# Caught-by: hostile/escapes hostile/escapes-of-qemu
/^[a-z].*put_clean(/,/^}/s/} else if (is_harmless(code)) {/} else if (code) {/
