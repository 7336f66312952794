/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * term: what a person reads while a run goes on and when it is over.
 *
 * Colours and the line that overwrites itself only on a terminal, and no
 * colours when NO_COLOR is set. Every text that came from the guest is clean
 * before it gets here.
 */
#ifndef RIG_TERM_H
#define RIG_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "judge.h"
#include "outcome.h"

struct result;
struct splat_report;

struct term {
	FILE *out;
	bool live; /* a terminal: a line may be overwritten */
	bool colour;
	bool verbose; /* the whole log of a surprise */
	bool progress; /* such a line stands there now */
};

void term_init(struct term *t, FILE *out, bool verbose);

/* One line that stays. */
void term_say(struct term *t, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* One line that the next one overwrites; nothing when not live. */
void term_progress(struct term *t, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/*
 * A case is over: a line; when surprising, what libbpf and the verifier said
 * last of it, and where the whole log will be.
 */
void term_case(struct term *t, const char *rundir, const struct plan_case *c,
	       const struct observation *seen, const struct judgement *j);

/*
 * A splat came: a line that the next one overwrites. What stays, with how often
 * it came and its trace decoded, is of the closing lines.
 */
void term_splat(struct term *t, const struct splat_report *splat);

/* How a verdict is coloured, and what ends that. */
const char *term_colour(enum verdict verdict);
#define TERM_PLAIN "\033[0m"

/* The last line: the outcome, and why. */
void term_outcome(struct term *t, enum outcome outcome, const char *sentence);

/*
 * The closing lines; the last one begins with the outcome. `told` has the
 * verdicts that term_case() showed, or is NULL; what it did not show, and what
 * came to another verdict since, is shown now.
 */
void term_closing(struct term *t, const struct result *r, const char *rundir,
		  const enum verdict *told);

#endif
