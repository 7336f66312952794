# SPDX-License-Identifier: GPL-2.0-only
# Defect: no id is an id
# File: runner/host/judge.c
# Caught-by: judge/no-prog-id
/^[a-z].*check_retval(/,/^}/s/if (e->retval_is_prog_id \&\& !seen->prog_id)/if (0)/
