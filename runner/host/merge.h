/* SPDX-License-Identifier: GPL-2.0-only */
/* merge: several run directories made into one report. */
#ifndef RIG_MERGE_H
#define RIG_MERGE_H

#include <stddef.h>

#include "outcome.h"

struct term;

/*
 * Writes below `out`, tells the table and the outcome, and returns it.
 * RIG_ERROR, and nothing is there, when the directories do not go together;
 * `cells` as for matrix_read(). What an earlier merge left in `out` goes; a
 * folder that holds anything else is left alone, and is a usage error.
 */
enum outcome merge_runs(const char *out, const char *const *dirs,
			size_t dirs_nr, const char *cells, struct term *t);

#endif
