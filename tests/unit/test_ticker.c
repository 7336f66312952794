// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "term.h"
#include "ticker.h"

/* A negative case, the twin that it leans on, and one that needs nobody. */
static struct plan_case cases[] = {
	{ .id = "o/neg", .expect.verdict = EXPECT_FAILURE },
	{ .id = "o/other", .expect.verdict = EXPECT_SUCCESS },
	{ .id = "o/pos", .expect.verdict = EXPECT_SUCCESS },
};
static const struct plan plan = { .cases = cases, .nr = 3 };
static struct session session;
static struct ticker ticker;
static struct term term;
static FILE *out;
static char *shown;
static size_t shown_bytes;

static int set_up(void **state)
{
	cases[0].expect.stage = RECORD_STAGE_VERIFIER;
	cases[0].expect.err = EINVAL;
	cases[0].expect.twin = "o/pos";
	out = open_memstream(&shown, &shown_bytes);
	term_init(&term, out, false);
	session_init(&session, &plan);
	ticker_init(&ticker, &term, &plan, "/run");
	return 0;
}

static int tear_down(void **state)
{
	ticker_release(&ticker);
	session_release(&session);
	fclose(out);
	free(shown);
	return 0;
}

static void finish(size_t index, enum record_stage stage, int err)
{
	struct observation *seen = &session.seen[index];

	seen->started = seen->finished = seen->logs_whole = true;
	seen->stage = stage;
	seen->err = err;
	text_puts(&seen->verifier_log, "0: (95) exit\n");
	ticker_finish(&ticker, &session, index);
}

static int count(const char *text)
{
	int nr = 0;

	for (const char *at = shown; (at = strstr(at, text)); at++)
		nr++;
	return nr;
}

/* Nobody reads PASS of what turns out to prove nothing. */
static void test_a_twin_that_fails_later(void **state)
{
	finish(0, RECORD_STAGE_VERIFIER, EINVAL);
	finish(1, RECORD_STAGE_DONE, 0);
	assert_int_equal(count("o/neg"), 0);
	assert_int_equal(ticker.told[0], VERDICT_NOTRUN);
	assert_int_equal(count("PASS   o/other"), 1);
	finish(2, RECORD_STAGE_VERIFIER, EINVAL);
	assert_int_equal(count("PASS   o/neg"), 0);
	assert_int_equal(count("ERROR  o/neg"), 1);
	assert_int_equal(count("FAIL   o/pos"), 1);
	assert_true(strstr(shown, "o/pos") < strstr(shown, "o/neg"));
	assert_int_equal(ticker.told[0], VERDICT_ERROR);
}

static void test_a_twin_that_passes_later(void **state)
{
	finish(0, RECORD_STAGE_VERIFIER, EINVAL);
	finish(1, RECORD_STAGE_DONE, 0);
	finish(2, RECORD_STAGE_DONE, 0);
	assert_int_equal(count("PASS   o/neg"), 1);
	assert_int_equal(count("PASS   o/pos"), 1);
	assert_int_equal(count("PASS   o/other"), 1);
	assert_int_equal(ticker.told[0], VERDICT_PASS);
}

/* What fails by itself waits for nobody. */
static void test_a_failure_is_shown_at_once(void **state)
{
	finish(0, RECORD_STAGE_DONE, 0);
	assert_int_equal(count("FAIL   o/neg"), 1);
	finish(2, RECORD_STAGE_DONE, 0);
	assert_int_equal(count(" o/neg"), 1);
	assert_int_equal(count("verifier| 0: (95) exit\n"), 1);
	assert_int_equal(count("log: /run/logs/o/neg.log\n"), 1);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_a_twin_that_fails_later),
		TEST(test_a_twin_that_passes_later),
		TEST(test_a_failure_is_shown_at_once),
	};

	return cmocka_run_group_tests_name("ticker", tests, NULL, NULL);
}
