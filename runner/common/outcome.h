/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * outcome: the one word that a run ends with.
 *
 * The table in outcome.c is the only place that knows names, exit statuses,
 * meanings and what they say in a bisection; `rig outcomes` prints it.
 */
#ifndef RIG_OUTCOME_H
#define RIG_OUTCOME_H

#include <stdbool.h>

enum outcome {
	OUTCOME_PASS,
	OUTCOME_TEST_FAIL,
	OUTCOME_KERNEL_CRASH,
	OUTCOME_KERNEL_SPLAT,
	OUTCOME_HANG,
	OUTCOME_BUILD_FAIL,
	OUTCOME_PATCH_FAIL,
	OUTCOME_GATE_FAIL,
	OUTCOME_RIG_ERROR,
	OUTCOME_USAGE, /* the command line is wrong; never a run's outcome */
	OUTCOME_NR,
};

const char *outcome_name(enum outcome outcome);

/* The status that a program exits with. */
int outcome_exit(enum outcome outcome);

/* One sentence for people. */
const char *outcome_meaning(enum outcome outcome);

/* What it says of a commit in a bisection. */
const char *outcome_bisect(enum outcome outcome);

/*
 * Of several runs the worst owns the outcome: first what kept a run from
 * saying anything (abort or skip, in a bisection), as the pipeline goes, then
 * what the kernel did, from cause to consequence. PASS is worse than nothing.
 */
bool outcome_is_worse(enum outcome a, enum outcome b);

/* The outcome of that name or status; false when there is none. */
bool outcome_parse(const char *name, enum outcome *ret);
bool outcome_of_exit(int status, enum outcome *ret);

#endif
