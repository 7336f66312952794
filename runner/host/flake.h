/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * flake: how often a commit must be tried before its verdict can be believed.
 *
 * At the bad end the failure was seen in some of the trials, at the good end
 * in some, mostly in none. Nothing is taken for granted of either rate: before
 * the trials each is as likely to be one as another, so after `fails` of
 * `trials` the next one fails with (fails + 1) / (trials + 2), and a whole
 * sequence with the product of such terms, each seen with those before it. A
 * commit between them is like the one end or like the other; which, and with
 * what chance to be wrong, is the ratio of the two products.
 *
 * Pure; no state.
 */
#ifndef RIG_FLAKE_H
#define RIG_FLAKE_H

#include <stdbool.h>

/* A commit that is not decided after as many is left out. */
#define FLAKE_TRIALS_MAX 60

struct flake_rate {
	unsigned int fails; /* in the way that is bisected */
	unsigned int trials; /* these and those that passed; no others */
};

struct flake {
	struct flake_rate bad; /* measured at the bad end */
	struct flake_rate good;
};

enum flake_side {
	FLAKE_OPEN,
	FLAKE_GOOD,
	FLAKE_BAD,
};

/* The chance of that very sequence of trials, after those of an end. */
double flake_chance(struct flake_rate end, struct flake_rate seen);

/*
 * What the trials of a commit say, when a decision may be wrong with a chance
 * of `error` at most. *ret_error: with what chance it is.
 */
enum flake_side flake_decide(const struct flake *f, struct flake_rate seen,
			     double error, double *ret_error);

/*
 * Trials until a commit is decided that fails just as often as the bad end, or
 * the good one. 0: not within FLAKE_TRIALS_MAX; then the ends are too much
 * alike, or were not tried often enough.
 */
unsigned int flake_needs(const struct flake *f, bool bad, double error);

/*
 * How often each end should be tried, so that so many decisions, of which none
 * may be wrong with a chance above `error` in all, take the fewest trials.
 */
unsigned int flake_ends(unsigned int decisions, double error);

#endif
