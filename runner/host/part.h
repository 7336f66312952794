/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * part: a run directory that is to be merged with others, read and judged.
 *
 * part_new(), part_free().
 */
#ifndef RIG_PART_H
#define RIG_PART_H

#include "result.h"

struct text;

struct part {
	char *path; /* as it was given */
	char *cell; /* "arm64/patched" */
	struct result result;
};

/*
 * NULL when it can not even be told of which run the directory is: `why` names
 * it. What else is missing or cut there makes the run a RIG_ERROR.
 */
struct part *part_new(const char *path, struct text *why);

/*
 * True when both are told and are not the same: `why` names both parts, what
 * it is, and both values. NULL is not told.
 */
bool part_differs(const struct part *a, const struct part *b, const char *what,
		  const char *of_a, const char *of_b, struct text *why);

/* Of another tree, or of another series: then their kernels say nothing of each other. */
bool part_is_foreign(const struct part *a, const struct part *b,
		     struct text *why);

void part_free(struct part *p);

#endif
