/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * replay: lines of a console of which some were broken off and printed again.
 *
 * When another CPU takes the console over in the middle of a line, the kernel
 * says "** replaying previous printk message **" and prints that line from its
 * start (kernel/printk/printk.c). What was broken off is no line of its own. It
 * is passed over only where the next line begins just so: nobody can hide a
 * line by those words.
 *
 * replay_init(), replay_line() for every line, replay_close() for the last.
 */
#ifndef RIG_REPLAY_H
#define RIG_REPLAY_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

/* Every line, in its order; is it one that the next but one, or none, stands for? */
typedef void replay_fn(void *context, const char *line, size_t bytes,
		       bool passed_over);

struct replay {
	replay_fn *line;
	void *context;
	bool has_line; /* held: what was broken off, should it be */
	bool has_words; /* and the kernel's words behind it */
	struct text held;
};

void replay_init(struct replay *r, replay_fn *line, void *context);
void replay_line(struct replay *r, const char *line, size_t bytes);
void replay_close(struct replay *r);

#endif
