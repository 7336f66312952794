/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * mutant: a patch with one deliberate defect, and what must come of it.
 *
 * The head of the patch, a mail, says in its subject and text what the defect
 * is, and in lines of their own:
 *
 *	Caught-by: object/program	the case that must miss its
 *					expectation; once or more, all must
 *	Caught-with: WORDS		after each of these: what must be said
 *					then, by the verdict's sentence or the
 *					case's log; by the run's sentence when
 *					the run ended in it
 *	Ends-in: OUTCOME		of the run; TEST_FAIL when not stated
 *
 * mutant_read(), mutant_release().
 */
#ifndef RIG_MUTANT_H
#define RIG_MUTANT_H

#include <stddef.h>

#include "outcome.h"

struct text;

struct mutant_catch {
	char *id; /* of the case */
	char *words; /* that its failure must have */
};

struct mutant {
	char *name; /* of the file, without .patch */
	char *subject;
	struct mutant_catch *caught_by;
	size_t caught_by_nr;
	enum outcome ends_in; /* TEST_FAIL, KERNEL_CRASH, KERNEL_SPLAT, HANG */
};

/* 0 or -errno; on an error `why` names file and line, and *ret is empty. */
int mutant_read(const char *path, struct mutant *ret, struct text *why);

void mutant_release(struct mutant *m);

#endif
