/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ticker: the lines of the cases while a run goes on.
 *
 * A case's line is shown once, with its final word: one whose pass is worth
 * only what its twin's is waits for the twin. What is still held back when the
 * run is over is for term_closing(), and so is what a boot lost. ticker_init(),
 * ticker_begin() for each boot, ticker_finish() as its cases end,
 * ticker_release().
 */
#ifndef RIG_TICKER_H
#define RIG_TICKER_H

#include <stdbool.h>
#include <stddef.h>

#include "judge.h"

struct term;

struct ticker {
	struct term *term;
	const struct plan *plan;
	const char *rundir; /* its path */
	size_t first; /* of the plan, that the boot was asked for */
	bool *finished; /* of each case: it has a verdict */
	bool *passed; /* of each case: by itself, whatever its twin did */
	enum verdict *told; /* of each case: as shown; NOTRUN: not yet */
};

/* Terminal, plan and path stay the caller's. */
void ticker_init(struct ticker *t, struct term *term, const struct plan *plan,
		 const char *rundir);
void ticker_release(struct ticker *t);

/* A boot begins, with that case of the plan. */
void ticker_begin(struct ticker *t, size_t first);

/* The boot's case of that index, in its own plan, has its verdict. */
void ticker_finish(struct ticker *t, const struct session *s, size_t index);

#endif
