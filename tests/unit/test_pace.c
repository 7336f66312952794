// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "measure.h"
#include "pace.h"
#include "text.h"
#include "timing.h"
#include "watch.h"

/* Both sides count on it being the same work, everywhere and each time. */
static void test_work(void **state)
{
	assert_true(measure_work() == 0xd2f3c0579356d0c4);
	assert_true(measure_work() == measure_work());
}

static void test_slices(void **state)
{
	uint32_t slices_us[RECORD_SLICES] = { 0 };

	measure_slices(slices_us);
	for (int i = 0; i < RECORD_SLICES; i++)
		assert_in_range(slices_us[i], 100, 60 * 1000 * 1000);
}

static uint32_t factor_of(uint64_t each_us, uint64_t last_us,
			  uint32_t reference_us)
{
	uint64_t slices_us[RECORD_SLICES];

	for (int i = 0; i < RECORD_SLICES; i++)
		slices_us[i] = each_us;
	slices_us[RECORD_SLICES - 1] = last_us;
	return pace_factor(slices_us, reference_us);
}

static void test_factor(void **state)
{
	assert_int_equal(factor_of(1000, 1000, 8000), 1000);
	assert_int_equal(factor_of(3200, 3200, 8000), 3200);
	/* a machine that stands still in between is a slow one */
	assert_int_equal(factor_of(1000, 73000, 8000), 10000);
	/* a faster one has no less time than there ever was */
	assert_int_equal(factor_of(1, 1, 8000), PACE_ONE);
	/* and what is no pace at all buys nothing */
	assert_int_equal(factor_of(UINT32_MAX, UINT32_MAX, 1), PACE_MOST);
	assert_int_equal(factor_of(0, 0, 8000), PACE_ONE);
	assert_int_equal(factor_of(1000, 1000, 0), PACE_ONE);
}

static void test_words(void **state)
{
	static const struct {
		uint32_t factor;
		const char *words;
	} rows[] = {
		{ 1000, "30 s" },	 { 1049, "30 s" },
		{ 1050, "30 s x 1.1" },	 { 3200, "30 s x 3.2" },
		{ 9999, "30 s x 10.0" }, { 20000, "30 s x 20.0" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct text t CLEANUP_TEXT = TEXT_INIT;

		pace_put("30", rows[i].factor, &t);
		assert_string_equal(t.data, rows[i].words);
	}
}

static const struct watch_limits limits = {
	.boot_ms = 100,
	.case_ms = 50,
	.run_ms = 1000,
	.poweroff_ms = 40,
};

static void step(struct watch *w, struct timing *t, enum watch_event event,
		 int64_t now_ms)
{
	struct watch before = *w;

	watch_step(w, event, now_ms);
	timing_note(t, &before, w);
}

/* Two cases, one that came to its end and one that did not. */
static void test_timing(void **state)
{
	struct timing t = { .reference_us = 8000 }, again;
	struct watch w;
	json_t *json;

	watch_init(&w, &limits, 0);
	watch_clock(&w, 1, 60);
	watch_scale(&w, 2000);
	step(&w, &t, WATCH_HELLO, 70);
	step(&w, &t, WATCH_START, 80);
	step(&w, &t, WATCH_VERDICT, 85);
	step(&w, &t, WATCH_START, 90);
	assert_int_equal(t.used_nr, 1);
	step(&w, &t, WATCH_DEADLINE, 190);
	assert_int_equal(w.cause, WATCH_CAUSE_CASE);
	step(&w, &t, WATCH_EXIT, 191);
	json = timing_json(&t);
	timing_release(&t);
	assert_true(timing_parse(json, &again));
	json_decref(json);
	assert_int_equal(again.used_nr, 2);
	assert_int_equal(again.used_ms[0], 5);
	assert_int_equal(again.used_ms[1], 100);
	assert_int_equal(again.reference_us, 8000);
	assert_int_equal(again.factor, 2000);
	assert_int_equal(again.boot_ms, 160);
	assert_int_equal(again.case_ms, 100);
	assert_int_equal(again.run_ms, 2000);
	assert_int_equal(again.poweroff_ms, 80);
	timing_release(&again);
}

static void test_timing_of_anybody(void **state)
{
	static const char *const changed[][2] = {
		{ "factor_thousandths", "999" },
		{ "factor_thousandths", "20001" },
		{ "factor_thousandths", "4294968296" },
		{ "reference_us", "-1" },
		{ "case_allowed_ms", "-1" },
		{ "case_allowed_ms", "\"1\"" },
		{ "cases_used_ms", "7" },
		{ "cases_used_ms", "[1, -1]" },
		{ "cases_used_ms", "[1, 2.5]" },
		{ "cases_used_ms", "{}" },
	};
	const struct timing good = { .factor = PACE_ONE };

	for (size_t i = 0; i < sizeof(changed) / sizeof(changed[0]); i++) {
		struct timing t = { .factor = 7 };
		json_t *json = timing_json(&good);

		assert_true(json_object_set_new(json, changed[i][0],
						json_loads(changed[i][1],
							   JSON_DECODE_ANY,
							   NULL)) == 0);
		assert_false(timing_parse(json, &t));
		assert_int_equal(t.factor, 7);
		json_decref(json);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_work),
		cmocka_unit_test(test_slices),
		cmocka_unit_test(test_factor),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_timing),
		cmocka_unit_test(test_timing_of_anybody),
	};

	return cmocka_run_group_tests_name("pace", tests, NULL, NULL);
}
