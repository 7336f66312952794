# SPDX-License-Identifier: GPL-2.0-only
# Defect: a crash and a hang are the same
# File: runner/host/attempts.c
# Caught-by: boots/flaky-crash-then-hang
/^[a-z].*agree(/,/^}/s/a->judgement.verdict == b->judgement.verdict/1/;/^[a-z].*agree(/,/^}/s/!strcmp(a->fingerprint.*$/1;/
