/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * discriminate: do the cases tell kernels apart?
 *
 * The same objects ran on three kernels that are right, each in its way
 * (baseline, patched, stock), and on mutants of patched. Held against each
 * other, the runs must show that
 *
 * - on the three every case meets what is stated for it there;
 * - each mutant is caught by the case that its patch names, with the words that
 *   it names. One that no case catches survives; one that only others catch, or
 *   that is caught for another reason, is not what it says it is;
 *   one that does not build, apply or boot as stated proves nothing;
 * - each case is able to fail: it was accepted by one kernel and refused by
 *   another, or missed its expectation on one. Else it is vacuous, unless it
 *   is marked invariant; and so is the mark on a case that does change.
 *
 * Pure: discriminate_judge() looks at nothing but the runs. The runs stay the
 * caller's; discriminate_release() frees what the judging added.
 */
#ifndef RIG_DISCRIMINATE_H
#define RIG_DISCRIMINATE_H

#include <stdbool.h>
#include <stddef.h>

#include "account.h"
#include "mutant.h"
#include "outcome.h"

/* What became of a mutant. */
enum fate {
	FATE_KILLED, /* by every case that it names, with its words */
	FATE_SURVIVED, /* no case missed its expectation */
	FATE_ELSEWHERE, /* caught, but not by (all of) those it names */
	FATE_OTHER_WORDS, /* caught, but for another reason than it says */
	FATE_OTHER_END, /* the run ended otherwise than the mutant says */
	FATE_NO_CASE, /* it names a case that there is not */
	FATE_NOT_RUN, /* what the run ended with says nothing of a case */
	FATE_NR,
};

/* What a case did on one kernel. */
enum mark {
	MARK_NONE, /* nothing can be said */
	MARK_LOADS, /* as stated */
	MARK_REFUSED, /* as stated */
	MARK_MISSED, /* not what is stated; or it ended a mutant as that states */
	MARK_NR,
};

/* What a case is worth, over all kernels. */
enum worth {
	WORTH_CHANGES,
	WORTH_INVARIANT, /* as marked */
	WORTH_VACUOUS, /* never changes, and is not marked */
	WORTH_MARKED_WRONGLY, /* changes, and is marked invariant */
	WORTH_UNKNOWN, /* not all mutants ran; it did not change on these */
	WORTH_NR,
};

struct discriminate_run {
	struct account account;
	bool is_mutant;
	struct mutant mutant;
	bool reused; /* an earlier run, proven to be of the same things */
	char *gate; /* the gate's verdict on the kernel, or NULL: not asked */
	char *gate_says; /* in words, or NULL */
	/* set by the judging */
	enum fate fate; /* of a mutant */
	char *caught; /* ids of all cases that caught it, a line each */
	char *sentence; /* what became of it */
};

struct discriminate_fault {
	enum outcome outcome; /* that it is worth */
	char *sentence;
};

struct discrimination {
	struct discriminate_run *runs;
	size_t nr;
	bool whole; /* these are all mutants that there are */
	/* set by the judging */
	const struct account *patched; /* its cases are the rows */
	enum worth *worths; /* of each of them */
	size_t worth_counts[WORTH_NR];
	size_t mutants, killed;
	struct discriminate_fault *faults;
	size_t faults_nr;
	enum outcome outcome;
	char *sentence; /* why */
};

void discriminate_judge(struct discrimination *d);

/* Frees the runs as well. */
void discriminate_release(struct discrimination *d);

enum mark discriminate_mark(const struct discriminate_run *run, const char *id);

/* Does the mutant name that case? */
bool discriminate_names(const struct discriminate_run *run, const char *id);

/* One word each: KILLED, vacuous; the outcome's name for FATE_NOT_RUN. */
const char *discriminate_fate_name(const struct discriminate_run *run);
const char *discriminate_worth_name(enum worth worth);

#endif
