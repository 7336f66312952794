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
	.autopsy_ms = 60,
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
#define A WATCH_AUTOPSY
#define R WATCH_GRACE
#define T WATCH_TERM
#define K WATCH_KILL
#define G WATCH_GONE
#define D WATCH_DONE

static const enum watch_state next[WATCH_STATE_NR][WATCH_EVENT_NR] = {
	/* HELLO START VERDICT END BROKEN PANIC FLOOD DEADLINE SIGNAL FAILURE
	 * EXIT EXAMINED DRAINED */
	[WATCH_BOOT] = { I, C, B, L, R, R, A, A, T, T, G, B, B },
	[WATCH_IDLE] = { I, C, I, L, R, R, A, A, T, T, G, I, I },
	[WATCH_CASE] = { C, C, I, L, R, R, A, A, T, T, G, C, C },
	[WATCH_CLOSING] = { L, L, L, L, R, R, A, A, T, T, G, L, L },
	[WATCH_AUTOPSY] = { A, A, A, A, A, A, T, T, T, T, G, T, A },
	[WATCH_GRACE] = { R, R, R, R, R, R, T, T, T, T, G, R, R },
	[WATCH_TERM] = { T, T, T, T, T, T, K, K, K, K, G, T, T },
	[WATCH_KILL] = { K, K, K, K, K, K, K, D, K, K, G, K, K },
	[WATCH_GONE] = { G, G, G, G, G, G, D, D, D, D, G, G, D },
	[WATCH_DONE] = { D, D, D, D, D, D, D, D, D, D, D, D, D },
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
			else if (w.state == WATCH_AUTOPSY && s != WATCH_AUTOPSY)
				want = WATCH_EXAMINE;
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
						 w.state == WATCH_AUTOPSY ||
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
					   limits.autopsy_ms + limits.term_ms +
					   limits.kill_ms + limits.drain_ms);
	}
}

/*
 * What passes from a deadline of the guest's to the end: whatever comes when,
 * it is never more than is promised, and with the default limits that is 15 s.
 */
static void test_overrun_is_bounded(void **state)
{
	static const enum watch_event others[] = {
		WATCH_BROKEN,	WATCH_PANIC, WATCH_START,
		WATCH_DEADLINE, WATCH_EXIT,
	};
	int64_t most = 0;

	for (unsigned int s = 0; s <= WATCH_CLOSING; s++) {
		/* at each step one of the others, at the last moment */
		for (unsigned int n = 0; n < 5 * 5 * 5 * 5; n++) {
			int64_t deadline, now;
			unsigned int left = n;
			struct watch w;

			watch_init(&w, &limits, 0);
			w.state = s;
			now = deadline = w.deadline_ms;
			watch_step(&w, WATCH_DEADLINE, now);
			while (w.state != WATCH_DONE) {
				now = w.deadline_ms - 1;
				watch_step(&w, others[left % 5], now);
				left /= 5;
				if (w.state == WATCH_DONE)
					break;
				if (now + 1 == w.deadline_ms)
					watch_step(&w, WATCH_DEADLINE, ++now);
			}
			if (now - deadline > most)
				most = now - deadline;
		}
	}
	assert_true(most <= watch_overrun_ms(&limits));
	assert_true(most >= watch_overrun_ms(&limits) - 4);
	assert_int_equal(watch_overrun_ms(&watch_limits_default), 15000);
}

static void test_slow_machines_get_a_longer_look(void **state)
{
	struct watch_limits l = watch_limits_default;
	struct watch w;

	watch_init(&w, &l, 0);
	watch_scale(&w, 2000);
	assert_int_equal(w.limits.autopsy_ms, 12000);
	watch_init(&w, &l, 0);
	watch_scale(&w, 1000 * 1000);
	assert_int_equal(w.limits.autopsy_ms, WATCH_AUTOPSY_MOST_MS);
	assert_int_equal(watch_overrun_ms(&w.limits), 39000);
	l.autopsy_ms = 2 * WATCH_AUTOPSY_MOST_MS;
	watch_init(&w, &l, 0);
	watch_scale(&w, 1000 * 1000);
	assert_int_equal(w.limits.autopsy_ms, l.autopsy_ms);
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
	/* the run's limit does not cut the time to be looked at, and to die */
	assert_int_equal(w.deadline_ms, 2060);
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
	assert_int_equal(w.deadline_ms, 1560);
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

/* A deadline leads to a look; what is found, or another end, ends it. */
static void test_look(void **state)
{
	struct watch w;

	watch_init(&w, &limits, 0);
	assert_int_equal(watch_step(&w, WATCH_DEADLINE, 100), WATCH_EXAMINE);
	assert_int_equal(w.deadline_ms, 160);
	assert_int_equal(watch_step(&w, WATCH_PANIC, 101), WATCH_NOTHING);
	assert_int_equal(watch_step(&w, WATCH_EXAMINED, 102), WATCH_SEND_TERM);
	assert_int_equal(w.cause, WATCH_CAUSE_BOOT);
	assert_int_equal(w.deadline_ms, 122);
	for (unsigned int c = 0; c < WATCH_CAUSE_NR; c++)
		assert_int_equal(watch_cause_looks(c),
				 c != WATCH_NO_CAUSE &&
					 c != WATCH_CAUSE_PANIC &&
					 c != WATCH_CAUSE_BROKEN &&
					 c != WATCH_CAUSE_UNDRAINED);
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
		cmocka_unit_test(test_overrun_is_bounded),
		cmocka_unit_test(test_slow_machines_get_a_longer_look),
		cmocka_unit_test(test_deadlines),
		cmocka_unit_test(test_clock_moves_the_boot_deadline),
		cmocka_unit_test(test_clock_moves_no_other_deadline),
		cmocka_unit_test(test_clock_does_not_outlast_the_run),
		cmocka_unit_test(test_scale),
		cmocka_unit_test(test_no_pace_buys_an_endless_run),
		cmocka_unit_test(test_first_cause_stays),
		cmocka_unit_test(test_what_is_not_drained_is_told),
		cmocka_unit_test(test_look),
		cmocka_unit_test(test_unreaped),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("watch", tests, NULL, NULL);
}
