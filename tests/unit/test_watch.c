// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "watch.h"

static const struct watch_limits limits = {
	.boot_ms = 100,
	.case_ms = 50,
	.run_ms = 1000,
	.poweroff_ms = 40,
	.grace_ms = 30,
	.term_ms = 20,
	.kill_ms = 10,
	.drain_ms = 5,
};

/* What each state becomes; a row per state, in the order of the events. */
#define B WATCH_BOOT
#define I WATCH_IDLE
#define C WATCH_CASE
#define L WATCH_CLOSING
#define R WATCH_GRACE
#define T WATCH_TERM
#define K WATCH_KILL
#define G WATCH_GONE
#define D WATCH_DONE

static const enum watch_state next[WATCH_STATE_NR][WATCH_EVENT_NR] = {
	/* HELLO START VERDICT END BROKEN PANIC FLOOD DEADLINE SIGNAL FAILURE
	 * EXIT DRAINED */
	[WATCH_BOOT] = { I, C, B, L, R, R, T, T, T, T, G, B },
	[WATCH_IDLE] = { I, C, I, L, R, R, T, T, T, T, G, I },
	[WATCH_CASE] = { C, C, I, L, R, R, T, T, T, T, G, C },
	[WATCH_CLOSING] = { L, L, L, L, R, R, T, T, T, T, G, L },
	[WATCH_GRACE] = { R, R, R, R, R, R, T, T, T, T, G, R },
	[WATCH_TERM] = { T, T, T, T, T, T, K, K, K, K, G, T },
	[WATCH_KILL] = { K, K, K, K, K, K, K, D, K, K, G, K },
	[WATCH_GONE] = { G, G, G, G, G, G, D, D, D, D, G, D },
	[WATCH_DONE] = { D, D, D, D, D, D, D, D, D, D, D, D },
};

static void test_every_cell(void **state)
{
	for (unsigned int s = 0; s < WATCH_STATE_NR; s++) {
		for (unsigned int e = 0; e < WATCH_EVENT_NR; e++) {
			enum watch_action action, want = WATCH_NOTHING;
			struct watch w;

			watch_init(&w, &limits, 0);
			w.state = s;
			action = watch_step(&w, e, 7);
			assert_int_equal(w.state, next[s][e]);
			if (w.state == WATCH_DONE)
				want = WATCH_FINISH;
			else if (w.state == WATCH_TERM && s != WATCH_TERM)
				want = WATCH_SEND_TERM;
			else if (w.state == WATCH_KILL && s != WATCH_KILL)
				want = WATCH_SEND_KILL;
			assert_int_equal(action, want);
		}
	}
}

/* Whoever is told to go is told for a reason. */
static void test_every_stop_has_a_cause(void **state)
{
	for (unsigned int s = 0; s <= WATCH_CLOSING; s++) {
		for (unsigned int e = 0; e < WATCH_EVENT_NR; e++) {
			struct watch w;

			watch_init(&w, &limits, 0);
			w.state = s;
			watch_step(&w, e, 7);
			assert_int_equal(w.cause != WATCH_NO_CAUSE,
					 w.state == WATCH_TERM ||
						 w.state == WATCH_GRACE);
		}
	}
}

/* From everywhere, time alone leads to the end: nothing hangs. */
static void test_time_ends_everything(void **state)
{
	for (unsigned int s = 0; s < WATCH_STATE_NR; s++) {
		int64_t now = 0;
		struct watch w;
		int steps = 0;

		watch_init(&w, &limits, now);
		w.state = s;
		while (w.state != WATCH_DONE && ++steps < 10) {
			now = w.deadline_ms;
			watch_step(&w, WATCH_DEADLINE, now);
		}
		assert_int_equal(w.state, WATCH_DONE);
		assert_true(now <= limits.boot_ms + limits.grace_ms +
					   limits.term_ms + limits.kill_ms +
					   limits.drain_ms);
	}
}

static void test_deadlines(void **state)
{
	struct watch w;

	watch_init(&w, &limits, 1000);
	assert_int_equal(w.deadline_ms, 1100);
	watch_step(&w, WATCH_HELLO, 1010);
	assert_int_equal(w.deadline_ms, 1060);
	watch_step(&w, WATCH_START, 1020);
	assert_int_equal(w.deadline_ms, 1070);
	/* chatter does not move it */
	watch_step(&w, WATCH_HELLO, 1030);
	assert_int_equal(w.deadline_ms, 1070);
	watch_step(&w, WATCH_VERDICT, 1040);
	assert_int_equal(w.deadline_ms, 1090);
	watch_step(&w, WATCH_START, 1980);
	assert_true(w.run_deadline);
	assert_int_equal(w.deadline_ms, 2000);
	watch_step(&w, WATCH_DEADLINE, 2000);
	assert_int_equal(w.cause, WATCH_CAUSE_RUN);
	/* the run's limit does not cut the time to die */
	assert_int_equal(w.deadline_ms, 2020);
	assert_false(w.run_deadline);
}

/* While its kernel's clock goes on, a guest boots; but not for ever. */
static void test_clock_moves_the_boot_deadline(void **state)
{
	struct watch w;

	watch_init(&w, &limits, 1000);
	assert_int_equal(w.boot_allowed_ms, 100);
	watch_clock(&w, 0, 1050);
	assert_int_equal(w.deadline_ms, 1150);
	assert_int_equal(w.boot_allowed_ms, 150);
	/* no stamp, the same again, an older one: no progress */
	watch_clock(&w, -1, 1060);
	watch_clock(&w, 0, 1060);
	watch_clock(&w, 7, 1070);
	watch_clock(&w, 6, 1080);
	watch_clock(&w, 7, 1090);
	assert_int_equal(w.deadline_ms, 1170);
	for (int i = 0; i < 100; i++)
		watch_clock(&w, 8 + i, 1100 + i * 50);
	assert_int_equal(w.deadline_ms, 1000 + WATCH_BOOT_TIMES * 100);
	assert_int_equal(w.boot_allowed_ms, WATCH_BOOT_TIMES * 100);
	watch_step(&w, WATCH_DEADLINE, 1500);
	assert_int_equal(w.cause, WATCH_CAUSE_BOOT);
	watch_clock(&w, 1000, 1501);
	assert_int_equal(w.deadline_ms, 1520);
}

static void test_clock_moves_no_other_deadline(void **state)
{
	for (unsigned int s = WATCH_IDLE; s < WATCH_STATE_NR; s++) {
		struct watch w;

		watch_init(&w, &limits, 0);
		w.state = s;
		w.deadline_ms = 33;
		watch_clock(&w, 5, 20);
		assert_int_equal(w.deadline_ms, 33);
	}
}

static void test_clock_does_not_outlast_the_run(void **state)
{
	struct watch_limits l = limits;
	struct watch w;

	l.run_ms = 120;
	watch_init(&w, &l, 0);
	watch_clock(&w, 5, 90);
	assert_int_equal(w.deadline_ms, 120);
	watch_step(&w, WATCH_DEADLINE, 120);
	assert_int_equal(w.cause, WATCH_CAUSE_RUN);
}

static void test_scale(void **state)
{
	struct watch w;

	watch_init(&w, &limits, 1000);
	watch_scale(&w, 3200);
	watch_step(&w, WATCH_HELLO, 1010);
	assert_int_equal(w.deadline_ms, 1010 + 160);
	/* once, by HELLO; what is said later is too late */
	watch_scale(&w, 20000);
	assert_int_equal(w.factor, 3200);
	watch_step(&w, WATCH_START, 1020);
	assert_int_equal(w.deadline_ms, 1020 + 160);
	watch_step(&w, WATCH_VERDICT, 1030);
	watch_step(&w, WATCH_END, 1040);
	assert_int_equal(w.deadline_ms, 1040 + 128);
	assert_int_equal(w.limits.run_ms, 3200);
	watch_step(&w, WATCH_PANIC, 1050);
	assert_int_equal(w.deadline_ms, 1050 + 96);
	/* what QEMU does has nothing to do with the guest's pace */
	watch_step(&w, WATCH_DEADLINE, 1146);
	assert_int_equal(w.deadline_ms, 1146 + limits.term_ms);
}

static void test_no_pace_buys_an_endless_run(void **state)
{
	struct watch_limits l = limits;
	struct watch w;

	l.run_ms = 600 * 1000;
	watch_init(&w, &l, 0);
	watch_scale(&w, 20000);
	assert_int_equal(w.limits.run_ms, WATCH_RUN_MOST_MS);
	/* who asks for more has it, unscaled */
	l.run_ms = 2 * WATCH_RUN_MOST_MS;
	watch_init(&w, &l, 0);
	watch_scale(&w, 20000);
	assert_int_equal(w.limits.run_ms, 2 * WATCH_RUN_MOST_MS);
}

static void test_first_cause_stays(void **state)
{
	struct watch w;

	watch_init(&w, &limits, 0);
	watch_step(&w, WATCH_PANIC, 1);
	watch_step(&w, WATCH_BROKEN, 2);
	watch_step(&w, WATCH_DEADLINE, 31);
	assert_int_equal(w.state, WATCH_TERM);
	assert_int_equal(w.cause, WATCH_CAUSE_PANIC);
	/* but that somebody wanted it to stop is always told */
	watch_init(&w, &limits, 0);
	watch_step(&w, WATCH_PANIC, 1);
	watch_step(&w, WATCH_SIGNAL, 2);
	assert_int_equal(w.cause, WATCH_CAUSE_SIGNAL);
}

/* Else the last lines of a console could be lost, and nobody would know. */
static void test_what_is_not_drained_is_told(void **state)
{
	struct watch w;

	watch_init(&w, &limits, 0);
	watch_step(&w, WATCH_END, 1);
	watch_step(&w, WATCH_EXIT, 2);
	assert_int_equal(watch_step(&w, WATCH_DEADLINE, 7), WATCH_FINISH);
	assert_int_equal(w.cause, WATCH_CAUSE_UNDRAINED);
	watch_init(&w, &limits, 0);
	watch_step(&w, WATCH_EXIT, 2);
	assert_int_equal(watch_step(&w, WATCH_DRAINED, 3), WATCH_FINISH);
	assert_int_equal(w.cause, WATCH_NO_CAUSE);
}

static void test_unreaped(void **state)
{
	struct watch w;

	watch_init(&w, &limits, 0);
	watch_step(&w, WATCH_SIGNAL, 1);
	watch_step(&w, WATCH_SIGNAL, 2);
	assert_int_equal(w.state, WATCH_KILL);
	assert_false(w.unreaped);
	assert_int_equal(watch_step(&w, WATCH_DEADLINE, 12), WATCH_FINISH);
	assert_true(w.unreaped);
}

static void test_names(void **state)
{
	enum watch_cause cause;

	for (unsigned int i = 0; i < WATCH_CAUSE_NR; i++) {
		assert_true(watch_cause_parse(watch_cause_name(i), &cause));
		assert_int_equal(cause, i);
	}
	assert_false(watch_cause_parse("", &cause));
	for (unsigned int i = 0; i < WATCH_STATE_NR; i++)
		assert_non_null(watch_state_name(i));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_cell),
		cmocka_unit_test(test_every_stop_has_a_cause),
		cmocka_unit_test(test_time_ends_everything),
		cmocka_unit_test(test_deadlines),
		cmocka_unit_test(test_clock_moves_the_boot_deadline),
		cmocka_unit_test(test_clock_moves_no_other_deadline),
		cmocka_unit_test(test_clock_does_not_outlast_the_run),
		cmocka_unit_test(test_scale),
		cmocka_unit_test(test_no_pace_buys_an_endless_run),
		cmocka_unit_test(test_first_cause_stays),
		cmocka_unit_test(test_what_is_not_drained_is_told),
		cmocka_unit_test(test_unreaped),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("watch", tests, NULL, NULL);
}
