// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "exercise.h"

static void test_names_lead_back(void **state)
{
	for (int i = EXERCISE_NONE + 1; i < EXERCISE_NR; i++) {
		enum exercise found = EXERCISE_NONE;

		assert_true(exercise_parse(exercise_name(i), &found));
		assert_int_equal(found, i);
	}
}

static void test_unknown_names(void **state)
{
	enum exercise found = EXERCISE_NR;

	assert_false(exercise_parse("", &found));
	assert_false(exercise_parse("uhi", &found));
	assert_false(exercise_parse("uhidd", &found));
	assert_int_equal(found, EXERCISE_NR);
}

static void test_what_attaches_a_map(void **state)
{
	assert_true(exercise_attaches_map(EXERCISE_UHID));
	assert_true(exercise_attaches_map(EXERCISE_SCHED_EXT));
	assert_false(exercise_attaches_map(EXERCISE_TRACE));
	assert_false(exercise_attaches_map(EXERCISE_CALLBACK));
	assert_false(exercise_attaches_map(EXERCISE_NONE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names_lead_back),
		cmocka_unit_test(test_unknown_names),
		cmocka_unit_test(test_what_attaches_a_map),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
