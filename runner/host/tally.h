/* SPDX-License-Identifier: GPL-2.0-only */
/* tally: how many cases of each object came to what; a line an object. */
#ifndef RIG_TALLY_H
#define RIG_TALLY_H

struct result;
struct text;

/* Appends a table of result->judgements; what is skipped is counted as well. */
void tally_put(const struct result *r, struct text *out);

#endif
