/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * account: what a run that is over came to, as its directory tells.
 *
 * For what looks at several runs beside each other; who judges one run works
 * with result.h. account_read(), account_release().
 */
#ifndef RIG_ACCOUNT_H
#define RIG_ACCOUNT_H

#include <stdbool.h>
#include <stddef.h>

#include "judge.h"
#include "outcome.h"

struct text;

struct account_case {
	char *id;
	enum verdict verdict;
	char *sentence;
	char *log; /* what was said of one that failed, or NULL */
	char *invariant; /* why no kernel should change it, or NULL */
	bool loaded; /* nothing refused it; of a case that finished */
};

struct account {
	char *run; /* its id */
	char *arch;
	char *variant;
	enum outcome outcome;
	char *sentence; /* why */
	char *objects; /* a hash of all that the host judged by, or NULL */
	double build_s; /* making this variant's kernel */
	double vm_s; /* boot and cases */
	struct account_case *cases; /* bytewise by id */
	size_t nr;
};

/* 0 or -errno; on an error `why` names the file, and *ret is empty. */
int account_read(const char *rundir, struct account *ret, struct text *why);

void account_release(struct account *a);

/* NULL when the run knew no such case. */
const struct account_case *account_find(const struct account *a,
					const char *id);

#endif
