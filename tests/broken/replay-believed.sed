# SPDX-License-Identifier: GPL-2.0-only
# Defect: what is said to be printed again is passed over unseen
# File: runner/host/replay.c
# Caught-by: splats/replayed-forged
/let_go(r, r->has_words/,/;/c let_go(r, r->has_words);
