# SPDX-License-Identifier: GPL-2.0-only
# Defect: any value is the program's id
# File: runner/host/judge.c
# Caught-by: judge/other-prog-id
/^[a-z].*check_retval(/,/^}/s/e->retval_is_prog_id ? seen->prog_id : e->retval/e->retval_is_prog_id ? seen->retval : e->retval/
