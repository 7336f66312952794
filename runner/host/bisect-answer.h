/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * bisect-answer: what a bisection came to, and how it is told.
 *
 * bisect_answer_read() of its folder, the reports, bisect_answer_release().
 */
#ifndef RIG_BISECT_ANSWER_H
#define RIG_BISECT_ANSWER_H

#include <stdbool.h>
#include <stddef.h>

#include "bisect.h"
#include "keyfile.h"
#include "outcome.h"

struct rundir;
struct text;

struct bisect_answer {
	struct keyfile file;
	const char *commit; /* git's first bad one, or fixed one */
	const char *parent;
	const char *subject;
	const char *others; /* which could not be told from it, or empty */
	const char *changed; /* in the .config; of fragments only, or empty */
	const char *earlier; /* symbols that were changed before it, likewise */
	char *heading; /* what was asked, and what it took */
	char *diff; /* these three cleaned */
	char *before; /* what the case said at the parent */
	char *after;
	double confidence; /* that no decision was wrong, at least */
	bool is_sure; /* one commit, confirmed, with the confidence asked for */
	char *sentence;
};

/* 0 or -errno; on an error `why` names the file, and *ret is empty. */
int bisect_answer_read(const struct rundir *d, const struct bisect *b,
		       struct bisect_answer *ret, struct text *why);
void bisect_answer_release(struct bisect_answer *a);

/* The reports. 0 or -errno. */
int bisect_text_put(const struct bisect *b, const struct bisect_answer *a,
		    struct text *out);
int bisect_json_put(const struct bisect *b, const struct bisect_answer *a,
		    struct text *out);
int bisect_html_put(const struct bisect *b, const struct bisect_answer *a,
		    struct text *out);

#endif
