// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "outcome.h"

/* The numbers are a promise to scripts and to bisections. */
static void test_numbers(void **state)
{
	static const struct {
		const char *name;
		int exit;
	} promised[] = {
		{ "PASS", 0 },	       { "TEST_FAIL", 1 },
		{ "KERNEL_CRASH", 2 }, { "KERNEL_SPLAT", 3 },
		{ "HANG", 4 },	       { "BUILD_FAIL", 5 },
		{ "PATCH_FAIL", 6 },   { "GATE_FAIL", 7 },
		{ "RIG_ERROR", 8 },
	};
	enum outcome outcome;

	for (size_t i = 0; i < sizeof(promised) / sizeof(promised[0]); i++) {
		assert_true(outcome_parse(promised[i].name, &outcome));
		assert_int_equal(outcome_exit(outcome), promised[i].exit);
		assert_string_equal(outcome_name(outcome), promised[i].name);
		assert_true(outcome_of_exit(promised[i].exit, &outcome));
		assert_string_equal(outcome_name(outcome), promised[i].name);
	}
	assert_int_equal(outcome_exit(OUTCOME_USAGE), 64);
}

/* Only PASS is green. */
static void test_one_zero(void **state)
{
	for (unsigned int i = 0; i < OUTCOME_NR; i++) {
		assert_int_equal(outcome_exit(i) == 0, i == OUTCOME_PASS);
		assert_non_null(outcome_meaning(i));
		assert_non_null(outcome_bisect(i));
	}
}

static void test_unknown(void **state)
{
	enum outcome outcome;

	assert_false(outcome_parse("pass", &outcome));
	assert_false(outcome_parse("(usage)", &outcome));
	assert_false(outcome_parse("", &outcome));
	assert_false(outcome_of_exit(9, &outcome));
	assert_false(outcome_of_exit(-1, &outcome));
}

/* What was not come to hides the rest; PASS hides nothing. */
static void test_worst(void **state)
{
	static const enum outcome order[] = {
		OUTCOME_USAGE,	    OUTCOME_RIG_ERROR, OUTCOME_PATCH_FAIL,
		OUTCOME_BUILD_FAIL, OUTCOME_GATE_FAIL, OUTCOME_KERNEL_CRASH,
		OUTCOME_HANG,	    OUTCOME_TEST_FAIL, OUTCOME_KERNEL_SPLAT,
		OUTCOME_PASS,
	};

	for (unsigned int i = 0; i < OUTCOME_NR; i++)
		for (unsigned int j = 0; j < OUTCOME_NR; j++)
			assert_int_equal(outcome_is_worse(order[i], order[j]),
					 i < j);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_one_zero),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_worst),
	};

	return cmocka_run_group_tests_name("outcome", tests, NULL, NULL);
}
