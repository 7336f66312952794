# SPDX-License-Identifier: GPL-2.0-only
# Defect: a program loads without a word of the verifier
# File: runner/host/judge.c
# Caught-by: judge/no-log
/^[a-z].*is_judgeable(/,/^}/s/if (seen->stage > RECORD_STAGE_VERIFIER \&\& .*/if (0) {/
