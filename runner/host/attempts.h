/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * attempts: what a case came to in each boot in which it began.
 *
 * There are two when the first boot lost it. What both show stands; a case that
 * came to something else the second time is FLAKY, whatever that was.
 * attempts_add(), attempts_judge(), attempts_release(); zeroed there are none.
 */
#ifndef RIG_ATTEMPTS_H
#define RIG_ATTEMPTS_H

#include <stdbool.h>
#include <stddef.h>

#include "judge.h"

#define ATTEMPTS_MAX 2

struct attempt {
	unsigned int boot; /* its number in the run */
	bool lost; /* the boot ended in it */
	struct judgement judgement;
	char *fingerprint; /* of the crash that it was lost by, or NULL */
};

struct attempts {
	struct attempt list[ATTEMPTS_MAX];
	size_t nr;
	unsigned int
		vain; /* the boot for it alone that did not come to it; 0 */
	/* why there is none, or no second one, as half a sentence; or NULL */
	const char *why_not;
};

/* Takes what the attempt owns. */
void attempts_add(struct attempts *a, const struct attempt *attempt);

/* Appends to ret->sentence. Without an attempt the case is NOTRUN. */
void attempts_judge(const struct attempts *a, struct judgement *ret);

void attempts_release(struct attempts *a);

#endif
