// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "boots.h"
#include "text.h"

static struct boots boots;

static void begin(size_t cases, bool isolate, unsigned int extra)
{
	const struct boots_rules rules = {
		.cases = cases,
		.isolate = isolate,
		.extra = extra,
	};

	boots_release(&boots);
	boots_init(&boots, &rules);
}

static int tear_down(void **state)
{
	boots_release(&boots);
	return 0;
}

static void expect_task(size_t first, size_t nr, bool again)
{
	struct boots_task task = { 0 };

	assert_int_equal(boots_next(&boots, &task), BOOTS_GO);
	assert_int_equal(task.first, first);
	assert_int_equal(task.nr, nr);
	assert_int_equal(task.again, again);
}

static void expect_no_task(enum boots_step step)
{
	struct boots_task task = { .first = 77 };

	assert_int_equal(boots_next(&boots, &task), step);
	assert_int_equal(task.first, 77);
}

static void test_all_in_one(void **state)
{
	begin(5, false, 8);
	expect_task(0, 5, false);
	boots_take(&boots, BOOTS_END_WHOLE, 5, false);
	expect_no_task(BOOTS_DONE);
}

static void test_no_case(void **state)
{
	begin(0, false, 8);
	expect_no_task(BOOTS_DONE);
	begin(0, true, 8);
	expect_no_task(BOOTS_DONE);
}

/* Each end of the guest's own costs the case it was in, whatever it was. */
static void test_a_lost_case(void **state)
{
	static const enum boots_end ends[] = {
		BOOTS_END_CRASH,
		BOOTS_END_HANG,
		BOOTS_END_GONE,
	};

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
		begin(5, false, 8);
		boots_take(&boots, ends[i], 2, true);
		expect_task(3, 2, false);
		boots_take(&boots, BOOTS_END_WHOLE, 2, false);
		expect_task(2, 1, true);
		boots_take(&boots, ends[i], 0, true);
		expect_no_task(BOOTS_DONE);
	}
}

static void test_first_and_last_lost(void **state)
{
	begin(3, false, 8);
	boots_take(&boots, BOOTS_END_CRASH, 0, true);
	expect_task(1, 2, false);
	boots_take(&boots, BOOTS_END_HANG, 1, true);
	expect_task(0, 1, true);
	boots_take(&boots, BOOTS_END_WHOLE, 1, false);
	expect_task(2, 1, true);
	boots_take(&boots, BOOTS_END_CRASH, 0, true);
	expect_no_task(BOOTS_DONE);
}

static void test_ended_between_two_cases(void **state)
{
	begin(4, false, 8);
	boots_take(&boots, BOOTS_END_CRASH, 2, false);
	expect_task(2, 2, false);
	boots_take(&boots, BOOTS_END_GONE, 2, false);
	expect_no_task(BOOTS_DONE);
}

static void test_nothing_follows_a_stop(void **state)
{
	begin(4, false, 8);
	boots_take(&boots, BOOTS_END_STOP, 2, true);
	expect_no_task(BOOTS_STOPPED);
	begin(4, false, 8);
	boots_take(&boots, BOOTS_END_CRASH, 1, true);
	boots_take(&boots, BOOTS_END_STOP, 2, false);
	expect_no_task(BOOTS_STOPPED);
}

/* Whom to believe is not known, unless one case alone was there to forge. */
static void test_forged(void **state)
{
	begin(4, false, 8);
	boots_take(&boots, BOOTS_END_CHANNEL, 2, true);
	expect_no_task(BOOTS_STOPPED);
	begin(2, true, 8);
	boots_take(&boots, BOOTS_END_CHANNEL, 0, true);
	expect_task(1, 1, false);
	boots_take(&boots, BOOTS_END_CHANNEL, 1, false);
	expect_task(0, 1, true);
	boots_take(&boots, BOOTS_END_CHANNEL, 0, true);
	expect_no_task(BOOTS_DONE);
	/* a guest that lies before its case does so the next time as well */
	begin(2, true, 8);
	boots_take(&boots, BOOTS_END_CHANNEL, 0, false);
	expect_no_task(BOOTS_BARREN);
	begin(2, true, 8);
	boots_take(&boots, BOOTS_END_STOP, 1, false);
	expect_no_task(BOOTS_STOPPED);
}

/* Else the same boot would be tried up to the bound. */
static void test_no_progress(void **state)
{
	begin(4, false, 8);
	boots_take(&boots, BOOTS_END_CRASH, 0, false);
	expect_no_task(BOOTS_BARREN);
	begin(4, false, 8);
	boots_take(&boots, BOOTS_END_CRASH, 3, true);
	expect_task(3, 1, true);
	boots_take(&boots, BOOTS_END_HANG, 0, false);
	expect_no_task(BOOTS_BARREN);
}

static void test_isolated(void **state)
{
	begin(3, true, 8);
	for (size_t i = 0; i < 3; i++) {
		expect_task(i, 1, false);
		boots_take(&boots, BOOTS_END_WHOLE, 1, false);
	}
	expect_no_task(BOOTS_DONE);
	begin(3, true, 8);
	boots_take(&boots, BOOTS_END_CRASH, 0, true);
	boots_take(&boots, BOOTS_END_CRASH, 1, false);
	expect_task(2, 1, false);
	boots_take(&boots, BOOTS_END_WHOLE, 1, false);
	expect_task(0, 1, true);
}

static void test_bound(void **state)
{
	begin(3, false, 0);
	boots_take(&boots, BOOTS_END_CRASH, 1, true);
	expect_no_task(BOOTS_BOUND);
	begin(3, false, 1);
	boots_take(&boots, BOOTS_END_CRASH, 1, true);
	expect_task(2, 1, false);
	boots_take(&boots, BOOTS_END_WHOLE, 1, false);
	expect_no_task(BOOTS_BOUND);
	/* with a boot for each case, those are not extra */
	begin(2, true, 0);
	boots_take(&boots, BOOTS_END_CRASH, 0, true);
	expect_task(1, 1, false);
	boots_take(&boots, BOOTS_END_WHOLE, 1, false);
	expect_no_task(BOOTS_BOUND);
	/* what is done is done, bound or not */
	begin(1, false, 0);
	boots_take(&boots, BOOTS_END_WHOLE, 1, false);
	expect_no_task(BOOTS_DONE);
}

/* All that can happen in runs of up to that many cases and boots. */
struct walk {
	size_t runs;
	size_t tries[4]; /* of each case: boots in which it began */
};

static void walk(const struct boots *from, const struct walk *at, size_t *runs);

static void follow(const struct boots *from, const struct walk *at,
		   size_t *runs, enum boots_end end, size_t done, bool lost)
{
	struct boots b = *from;
	struct boots_task task;
	struct walk next = *at;

	b.lost = text_alloc(8, sizeof(*b.lost));
	if (from->lost_nr)
		memcpy(b.lost, from->lost, from->lost_nr * sizeof(*b.lost));
	boots_next(from, &task);
	for (size_t i = 0; i < done + lost; i++)
		next.tries[task.first + i]++;
	boots_take(&b, end, done, lost);
	walk(&b, &next, runs);
	boots_release(&b);
}

static void walk(const struct boots *from, const struct walk *at, size_t *runs)
{
	struct boots_task task;
	enum boots_step step = boots_next(from, &task);

	assert_true(from->nr <= boots_most(&from->rules));
	for (size_t i = 0; i < from->rules.cases; i++)
		assert_true(at->tries[i] <= 2);
	if (step != BOOTS_GO) {
		for (size_t i = 0; step == BOOTS_DONE && i < from->rules.cases;
		     i++)
			assert_true(at->tries[i]);
		for (size_t i = 0; step == BOOTS_DONE && i < from->lost_nr; i++)
			assert_int_equal(at->tries[from->lost[i]], 2);
		++*runs;
		return;
	}
	assert_true(task.nr && task.first + task.nr <= from->rules.cases);
	assert_true(!from->rules.isolate || task.nr == 1);
	for (size_t i = 0; i < task.nr; i++)
		assert_int_equal(at->tries[task.first + i], task.again);
	follow(from, at, runs, BOOTS_END_WHOLE, task.nr, false);
	for (size_t done = 0; done <= task.nr; done++) {
		follow(from, at, runs, BOOTS_END_STOP, done, false);
		follow(from, at, runs, BOOTS_END_CHANNEL, done, false);
		follow(from, at, runs, BOOTS_END_CRASH, done, false);
		if (done < task.nr)
			follow(from, at, runs, BOOTS_END_HANG, done, true);
	}
}

static void test_every_run_ends(void **state)
{
	size_t runs = 0;

	for (size_t cases = 0; cases <= 4; cases++)
		for (int isolate = 0; isolate < 2; isolate++)
			for (unsigned int extra = 0; extra <= 5; extra++) {
				begin(cases, isolate, extra);
				walk(&boots, &(struct walk){ 0 }, &runs);
			}
	assert_true(runs > 10000);
}

static void test_words(void **state)
{
	for (int i = 0; i < BOOTS_END_NR; i++)
		assert_non_null(boots_end_name(i));
	assert_null(boots_why(BOOTS_DONE));
	assert_non_null(boots_why(BOOTS_BOUND));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all_in_one),
		cmocka_unit_test(test_no_case),
		cmocka_unit_test(test_a_lost_case),
		cmocka_unit_test(test_first_and_last_lost),
		cmocka_unit_test(test_ended_between_two_cases),
		cmocka_unit_test(test_nothing_follows_a_stop),
		cmocka_unit_test(test_forged),
		cmocka_unit_test(test_no_progress),
		cmocka_unit_test(test_isolated),
		cmocka_unit_test(test_bound),
		cmocka_unit_test(test_every_run_ends),
		cmocka_unit_test(test_words),
	};

	return cmocka_run_group_tests(tests, NULL, tear_down);
}
