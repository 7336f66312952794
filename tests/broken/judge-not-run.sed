# SPDX-License-Identifier: GPL-2.0-only
# Defect: a program that was not run returned 0
# File: runner/host/judge.c
# Caught-by: judge/not-run
/^[a-z].*check_retval(/,/^}/s/if (seen->has_retval \&\&/if (/
