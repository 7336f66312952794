// SPDX-License-Identifier: GPL-2.0-only
#include "flake.h"

/* The fewest trials of an end: two say nothing of a rate. */
#define ENDS_MIN 3

double flake_chance(struct flake_rate end, struct flake_rate seen)
{
	unsigned int passes = end.trials - end.fails;
	double chance = 1;

	for (unsigned int i = 0; i < seen.trials; i++) {
		bool fails = i < seen.fails;
		unsigned int like =
			fails ? end.fails + i : passes + i - seen.fails;

		chance *= (like + 1.0) / (end.trials + i + 2.0);
	}
	return chance;
}

enum flake_side flake_decide(const struct flake *f, struct flake_rate seen,
			     double error, double *ret_error)
{
	double bad = flake_chance(f->bad, seen);
	double good = flake_chance(f->good, seen);
	double is_bad = bad / (bad + good);

	if (is_bad <= error) {
		*ret_error = is_bad;
		return FLAKE_GOOD;
	}
	if (1 - is_bad <= error) {
		*ret_error = 1 - is_bad;
		return FLAKE_BAD;
	}
	return FLAKE_OPEN;
}

unsigned int flake_needs(const struct flake *f, bool bad, double error)
{
	struct flake_rate end = bad ? f->bad : f->good;

	for (unsigned int i = 1; end.trials && i <= FLAKE_TRIALS_MAX; i++) {
		/* as many as at that end, rounded */
		struct flake_rate seen = {
			(2 * i * end.fails + end.trials) / (2 * end.trials), i
		};
		double wrong;

		if (flake_decide(f, seen, error, &wrong) ==
		    (bad ? FLAKE_BAD : FLAKE_GOOD))
			return i;
	}
	return 0;
}

unsigned int flake_ends(unsigned int decisions, double error)
{
	unsigned int best = FLAKE_TRIALS_MAX, fewest = ~0U;

	for (unsigned int n = ENDS_MIN; n < FLAKE_TRIALS_MAX; n++) {
		const struct flake f = { { n, n }, { 0, n } };
		unsigned int each = flake_needs(&f, false, error / decisions);
		unsigned int all = 2 * n + decisions * each;

		if (each && all < fewest) {
			fewest = all;
			best = n;
		}
	}
	return best;
}
