/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * marks: of which cases the console tells that they began and ended.
 *
 * The runner says so in the kernel's log (mark.h). A console without the lines
 * of a case that has a verdict is not whole, or not the guest's: then that it
 * shows no splat says nothing. A line out of the plan's order is somebody
 * else's, who would put a splat to another case.
 *
 * marks_init() with the plan (borrowed), marks_take() for each line,
 * marks_check() when all was read, marks_release().
 */
#ifndef RIG_MARKS_H
#define RIG_MARKS_H

#include <stdbool.h>
#include <stddef.h>

#include "splat.h"

struct plan;
struct plan_case;
struct session;
struct text;

struct marks {
	const struct plan *plan;
	bool *began; /* by the plan's index, as the next */
	bool *ended;
	const struct plan_case *last; /* that began or ended; NULL: none yet */
	bool inside; /* it began */
	size_t ended_nr;
	size_t turn; /* of the lines, two a case, which is the next */
	const struct plan_case *stray; /* of the first that was not; or NULL */
};

void marks_init(struct marks *m, const struct plan *plan);
void marks_release(struct marks *m);

/* A line of the console, cleaned. */
void marks_take(struct marks *m, const char *line);

/* Where in the run what comes next is. */
struct splat_place marks_place(const struct marks *m);

/*
 * Are the lines of all cases there that have a verdict, in their turn? Else
 * `why` says of which it is not so.
 */
bool marks_check(const struct marks *m, const struct session *s,
		 struct text *why);

#endif
