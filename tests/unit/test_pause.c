// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <time.h>

#include "pause.h"

static int elapsed_ms(const struct timespec *since)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int)((now.tv_sec - since->tv_sec) * 1000 +
		     (now.tv_nsec - since->tv_nsec) / 1000000);
}

static void test_it_ends(void **state)
{
	struct timespec begin;
	struct pause p;
	int steps = 0;

	clock_gettime(CLOCK_MONOTONIC, &begin);
	p = pause_begin(60);
	while (pause_more(&p))
		steps++;
	assert_true(steps >= 1);
	assert_true(elapsed_ms(&begin) >= 59);
	assert_int_equal(pause_left_ms(&p), 0);
	assert_false(pause_more(&p));
}

static void test_none(void **state)
{
	struct pause p = pause_begin(0);

	assert_false(pause_more(&p));
}

static void test_what_is_left(void **state)
{
	struct pause p = pause_begin(100000);

	assert_true(pause_left_ms(&p) > 90000);
	assert_true(pause_left_ms(&p) <= 100000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_it_ends),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_what_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
