/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * judge: what a program states of itself, held against what the guest saw.
 *
 * Pure: no I/O, no clock. judge_case() for every case of a plan, then
 * judge_twins() over all of them.
 */
#ifndef RIG_JUDGE_H
#define RIG_JUDGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plan.h"
#include "session.h"
#include "text.h"

enum verdict {
	VERDICT_NOTRUN, /* what a case is until something else is proven */
	VERDICT_PASS,
	VERDICT_FAIL, /* the kernel did other than expected */
	VERDICT_ERROR, /* nothing can be said: a need, a log, the twin */
	VERDICT_CRASH, /* the kernel crashed in it */
	VERDICT_HANG, /* it did not end in its time */
	VERDICT_FLAKY, /* it was tried twice, and came to two things */
	VERDICT_NR,
};

const char *verdict_name(enum verdict verdict);

struct judgement {
	enum verdict verdict;
	/*
	 * Of a step of the series: whose expectation was met, "patched" or
	 * "baseline"; NULL when none was, and for every other variant.
	 */
	const char *as;
	struct text sentence; /* one, for a person; says what and why */
};

/*
 * `hello` may be NULL when there was none. Appends to ret->sentence.
 *
 * On a step of the series a case does what is stated for patched, or what is
 * stated for baseline, of those whose needs the guest proved. What holds for
 * both counts as patched's.
 */
void judge_case(const struct plan_case *c, const struct observation *seen,
		const struct hello *hello, struct judgement *ret);

/*
 * A negative case proves something only when the program that differs from it
 * by the offending line did what it had to: else its PASS becomes an ERROR.
 */
void judge_twins(const struct plan *plan, struct judgement *judgements);

/* The same for one case: is its PASS worth only what its twin's is? */
bool judge_leans_on_twin(const struct plan_case *c, const struct judgement *j);

/* Such a case's twin did not pass: makes it that ERROR. */
void judge_without_twin(const struct plan_case *c, struct judgement *j);

/*
 * The line of the last instruction that the verifier's log names at the begin
 * of a line, as "12: (85) call ...", and its index; NULL when there is none.
 */
const char *judge_last_insn(const char *log, uint32_t *ret);

#endif
