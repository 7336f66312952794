// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdlib.h>

#include "flake.h"

#define SURE 0.00001

static void near(double a, double b)
{
	assert_true(fabs(a - b) <= 1e-9 * fabs(b));
}

static double factorial(unsigned int n)
{
	return n ? n * factorial(n - 1) : 1;
}

/* The beta function at whole numbers. */
static double beta(unsigned int a, unsigned int b)
{
	return factorial(a - 1) * factorial(b - 1) / factorial(a + b - 1);
}

/* The integral over all rates that the end's trials leave, in closed form. */
static void test_chance_is_the_integral(void **state)
{
	for (unsigned int n = 0; n < 6; n++)
		for (unsigned int k = 0; k <= n; k++)
			for (unsigned int t = 0; t < 6; t++)
				for (unsigned int f = 0; f <= t; f++)
					near(flake_chance(
						     (struct flake_rate){ k,
									  n },
						     (struct flake_rate){ f,
									  t }),
					     beta(k + 1 + f,
						  n - k + 1 + t - f) /
						     beta(k + 1, n - k + 1));
}

/* Laplace's rule: after nine failures of nine the next one is no. 10 of 11. */
static void test_rule_of_succession(void **state)
{
	near(flake_chance((struct flake_rate){ 9, 9 },
			  (struct flake_rate){ 1, 1 }),
	     10.0 / 11);
	near(flake_chance((struct flake_rate){ 9, 9 },
			  (struct flake_rate){ 0, 1 }),
	     1.0 / 11);
}

/* By hand: 4 of 4 and 0 of 4, one trial passed: (1/6) : (5/6). */
static void test_decision_by_hand(void **state)
{
	const struct flake f = { { 4, 4 }, { 0, 4 } };
	double error = 0;

	assert_int_equal(flake_decide(&f, (struct flake_rate){ 0, 1 }, 0.17,
				      &error),
			 FLAKE_GOOD);
	near(error, 1.0 / 6);
	assert_int_equal(flake_decide(&f, (struct flake_rate){ 1, 1 }, 0.17,
				      &error),
			 FLAKE_BAD);
	near(error, 1.0 / 6);
	assert_int_equal(flake_decide(&f, (struct flake_rate){ 1, 1 }, 0.16,
				      &error),
			 FLAKE_OPEN);
	assert_int_equal(flake_decide(&f, (struct flake_rate){ 1, 2 }, 0.4,
				      &error),
			 FLAKE_OPEN);
	assert_int_equal(flake_decide(&f, (struct flake_rate){ 0, 0 }, 0.4,
				      &error),
			 FLAKE_OPEN);
}

static void test_needs(void **state)
{
	const struct flake clear = { { 8, 8 }, { 0, 8 } };
	const struct flake seldom = { { 3, 12 }, { 0, 12 } };
	const struct flake same = { { 5, 10 }, { 5, 10 } };
	double error;

	for (int bad = 0; bad < 2; bad++) {
		unsigned int n = flake_needs(&clear, bad, 0.001);

		assert_int_equal(
			flake_decide(&clear,
				     (struct flake_rate){ bad ? n : 0, n },
				     0.001, &error),
			bad ? FLAKE_BAD : FLAKE_GOOD);
		assert_int_equal(flake_decide(&clear,
					      (struct flake_rate){
						      bad ? n - 1 : 0, n - 1 },
					      0.001, &error),
				 FLAKE_OPEN);
	}
	/* one that fails in one of ten passes often before it may be good */
	assert_true(flake_needs(&seldom, false, 0.05) >
		    5 * flake_needs(&clear, false, 0.05));
	assert_int_equal(flake_needs(&seldom, false, 0.0001), 0);
	/* and one that fails as often as not is no matter of a single trial, if
	 * little is known of the good end */
	assert_int_equal(flake_needs(&(struct flake){ { 3, 6 }, { 0, 3 } },
				     true, 0.05),
			 0);
	assert_true(flake_needs(&(struct flake){ { 3, 6 }, { 0, 20 } }, true,
				0.05) > 1);
	assert_int_equal(flake_needs(&same, false, 0.01), 0);
	assert_int_equal(flake_needs(&same, true, 0.01), 0);
}

/* Of n that were looked through, none takes fewer trials in all. */
static void test_ends_take_the_fewest_trials(void **state)
{
	for (unsigned int decisions = 3; decisions < 20; decisions++) {
		unsigned int best = flake_ends(decisions, 0.01);
		const struct flake f = { { best, best }, { 0, best } };
		unsigned int all =
			2 * best +
			decisions * flake_needs(&f, false, 0.01 / decisions);

		for (unsigned int n = 3; n < FLAKE_TRIALS_MAX; n++) {
			const struct flake g = { { n, n }, { 0, n } };
			unsigned int each =
				flake_needs(&g, false, 0.01 / decisions);

			if (each)
				assert_true(2 * n + decisions * each >= all);
		}
	}
	/* more steps are worth more trials of the ends */
	assert_true(flake_ends(16, 0.01) > flake_ends(3, 0.01));
	assert_true(flake_ends(6, 0.001) > flake_ends(6, 0.1));
}

static bool toss(double rate)
{
	return random() < rate * RAND_MAX;
}

static struct flake_rate measure(double rate, unsigned int wanted, bool fails)
{
	struct flake_rate r = { 0, 0 };

	while ((fails ? r.fails : r.trials - r.fails) < wanted &&
	       r.trials < FLAKE_TRIALS_MAX) {
		r.fails += toss(rate);
		r.trials++;
	}
	return r;
}

/* How often a decision is wrong when bad and good commits fail at these rates. */
static double simulate(double bad, double good, double error,
		       unsigned int *ret_open)
{
	unsigned int wrong = 0, decided = 0;

	*ret_open = 0;
	for (int i = 0; i < 4000; i++) {
		const struct flake f = { measure(bad, 8, true),
					 measure(good, 8, false) };
		struct flake_rate seen = { 0, 0 };
		enum flake_side side = FLAKE_OPEN;
		bool is_bad = i % 2;
		double chance;

		while (side == FLAKE_OPEN && seen.trials < FLAKE_TRIALS_MAX) {
			seen.fails += toss(is_bad ? bad : good);
			seen.trials++;
			side = flake_decide(&f, seen, error, &chance);
		}
		decided += side != FLAKE_OPEN;
		*ret_open += side == FLAKE_OPEN;
		wrong += side == (is_bad ? FLAKE_GOOD : FLAKE_BAD);
	}
	return (double)wrong / (decided ?: 1);
}

static void test_stated_errors_hold(void **state)
{
	static const struct {
		double bad, good;
	} rates[] = { { 1, 0 },	    { 0.9, 0 },	    { 0.9, 0.1 },
		      { 0.5, 0 },   { 0.3, 0 },	    { 1, 0.3 },
		      { 0.8, 0.2 }, { 0.95, 0.05 }, { 0.2, 0 } };
	unsigned int open;

	srandom(1);
	for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); i++) {
		double is = simulate(rates[i].bad, rates[i].good, 0.02, &open);

		/* three standard deviations of what 4000 may show by chance */
		assert_true(is <= 0.02 + 3 * sqrt(0.02 / 4000));
	}
	simulate(1, 0, 0.02, &open);
	assert_int_equal(open, 0);
}

/* Two ends that do not differ decide nothing much, whatever is seen. */
static void test_ends_alike_leave_it_open(void **state)
{
	unsigned int open;

	srandom(2);
	simulate(0.5, 0.5, SURE, &open);
	assert_true(open > 3900);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_chance_is_the_integral),
		cmocka_unit_test(test_rule_of_succession),
		cmocka_unit_test(test_decision_by_hand),
		cmocka_unit_test(test_needs),
		cmocka_unit_test(test_ends_take_the_fewest_trials),
		cmocka_unit_test(test_stated_errors_hold),
		cmocka_unit_test(test_ends_alike_leave_it_open),
	};

	return cmocka_run_group_tests_name("flake", tests, NULL, NULL);
}
