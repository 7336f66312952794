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
#include <sys/stat.h>
#include <unistd.h>

#include "series.h"
#include "text.h"

static char dir[] = "/tmp/test_series.XXXXXX";

static int make_dir(void **state)
{
	return mkdtemp(dir) ? 0 : -1;
}

static void path_of(char *path, size_t size, const char *name)
{
	snprintf(path, size, "%s/%s", dir, name);
}

static void put(const char *name, const char *content)
{
	char path[128];
	FILE *f;

	path_of(path, sizeof(path), name);
	f = fopen(path, "we");
	assert_non_null(f);
	fputs(content, f);
	assert_int_equal(fclose(f), 0);
}

static int remove_dir(void **state)
{
	static const char *const names[] = {
		"01.steps",
		"02.steps",
		"03.steps",
		"01/result.json",
		"02/result.json",
		"03/result.json",
		"01",
		"02",
		"03",
	};
	char path[128];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		path_of(path, sizeof(path), names[i]);
		remove(path);
	}
	return rmdir(dir);
}

/*
 * A step whose cells are ok, with a run. `cases` is a letter a case: p as on
 * patched, b as on baseline, F failed, '-' not in the run.
 */
static void put_step(int number, const char *outcome, const char *cases)
{
	struct text steps CLEANUP_TEXT = TEXT_INIT;
	struct text json CLEANUP_TEXT = TEXT_INIT;
	static const char *const columns[] = {
		"applies", "checkpatch", "W=1", "builds", "gate",
	};
	char name[32], path[128];
	const char *comma = "";

	text_printf(&steps, "patch\t%04d-x.patch\tsubject %d\n", number,
		    number);
	for (size_t i = 0; i < sizeof(columns) / sizeof(columns[0]); i++)
		text_printf(&steps, "cell\t%s\tok\tok\t1.5\tlog\t\n",
			    columns[i]);
	text_printf(&steps, "run\t%s/%02d\tnew\t10\n", dir, number);
	text_printf(&json,
		    "{ \"variant\": \"series/%02d\", \"outcome\": \"%s\", "
		    "\"sentence\": \"why\", \"guest\": {}, \"cases\": [",
		    number, outcome);
	for (int i = 0; cases[i]; i++) {
		if (cases[i] == '-')
			continue;
		text_printf(&json,
			    "%s{ \"id\": \"o/%c\", \"verdict\": \"%s\", "
			    "\"sentence\": \"so it is\", \"expected_as\": %s }",
			    comma, 'a' + i, cases[i] == 'F' ? "FAIL" : "PASS",
			    cases[i] == 'p'   ? "\"patched\""
			    : cases[i] == 'b' ? "\"baseline\""
					      : "null");
		comma = ", ";
	}
	text_puts(&json, "] }\n");
	snprintf(name, sizeof(name), "%02d.steps", number);
	put(name, steps.data);
	snprintf(name, sizeof(name), "%02d", number);
	path_of(path, sizeof(path), name);
	mkdir(path, 0700);
	snprintf(name, sizeof(name), "%02d/result.json", number);
	put(name, json.data);
}

static struct series s;
static struct text why = TEXT_INIT;

static int read_some(unsigned int nr, unsigned int patches)
{
	static const unsigned int numbers[] = { 1, 2, 3 };

	text_reset(&why);
	return series_read(dir, numbers, nr, patches, &s, &why);
}

/* Reads and judges; what it comes to, with the sentence in `why`. */
static enum outcome conclude(unsigned int nr, unsigned int patches)
{
	if (read_some(nr, patches))
		fail_msg("%s", why.data);
	series_judge(&s);
	return series_conclude(&s, &why);
}

static void says(const char *words)
{
	if (!strstr(why.data, words))
		fail_msg("'%s' does not say '%s'", why.data, words);
}

static void test_cases_turn_to_patched(void **state)
{
	put_step(1, "PASS", "pbb");
	put_step(2, "PASS", "pbp");
	put_step(3, "PASS", "ppp");
	assert_int_equal(conclude(3, 3), OUTCOME_PASS);
	says("all 3 patches");
	assert_string_equal(s.steps[0].cells[SERIES_VERDICTS].text, "1/3");
	assert_int_equal(s.steps[0].turned_nr, 0);
	assert_int_equal(s.steps[1].turned_nr, 1);
	assert_string_equal(s.steps[1].turned[0], "o/c");
	assert_string_equal(s.steps[2].turned[0], "o/b");
	assert_string_equal(s.steps[2].cells[SERIES_VERDICTS].text, "3/3");
	assert_true(series_step_seconds(&s.steps[0]) == 5 * 1.5 + 10);
	series_release(&s);
}

static void test_none_turns_back(void **state)
{
	put_step(1, "PASS", "pp");
	put_step(2, "PASS", "pb");
	put_step(3, "PASS", "pp");
	assert_int_equal(conclude(3, 3), OUTCOME_TEST_FAIL);
	says("patch 02: verdicts: o/b turned back: patch 01");
	assert_int_equal(s.steps[1].cells[SERIES_VERDICTS].state,
			 SERIES_BROKEN);
	assert_int_equal(s.steps[2].cells[SERIES_VERDICTS].state, SERIES_OK);
	series_release(&s);
}

static void test_none_is_left_behind(void **state)
{
	put_step(1, "PASS", "pb");
	put_step(2, "PASS", "pb");
	assert_int_equal(conclude(2, 2), OUTCOME_TEST_FAIL);
	says("patch 02: verdicts: o/b is as on baseline after the last patch");
	series_release(&s);
	/* the same step is no fault when the series goes on */
	assert_int_equal(conclude(2, 3), OUTCOME_PASS);
	says("2 patches");
	says("the series has 3");
	series_release(&s);
}

/* The run's own word is not talked over by its cases. */
static void test_a_failure_of_no_case(void **state)
{
	put_step(1, "TEST_FAIL", "p");
	assert_int_equal(conclude(1, 1), OUTCOME_TEST_FAIL);
	says("patch 01: verdicts: the run is TEST_FAIL, and no case of it "
	     "says why");
	series_release(&s);
}

static void test_a_failure_and_a_lost_case(void **state)
{
	put_step(1, "PASS", "pb");
	put_step(2, "TEST_FAIL", "Fp");
	put_step(3, "PASS", "p-");
	assert_int_equal(conclude(3, 3), OUTCOME_TEST_FAIL);
	says("patch 02: verdicts: o/a is FAIL: so it is");
	assert_int_equal(s.steps[1].cells[SERIES_BOOTS].state, SERIES_OK);
	assert_string_equal(s.steps[1].cells[SERIES_VERDICTS].text, "FAIL 1/2");
	assert_non_null(strstr(s.steps[2].cells[SERIES_VERDICTS].detail,
			       "o/b was not run, though patch 02 had it"));
	series_release(&s);
}

/* A step without verdicts does not hide what the one before it had. */
static void test_a_crash_between(void **state)
{
	put_step(1, "PASS", "pp");
	put_step(2, "KERNEL_CRASH", "");
	put_step(3, "PASS", "pb");
	assert_int_equal(conclude(3, 4), OUTCOME_KERNEL_CRASH);
	says("patch 02: boots: KERNEL_CRASH: why");
	says("and 1 other cell)");
	assert_int_equal(s.steps[1].cells[SERIES_VERDICTS].state,
			 SERIES_NOT_RUN);
	assert_non_null(strstr(s.steps[2].cells[SERIES_VERDICTS].detail,
			       "turned back: patch 01"));
	series_release(&s);
}

/* What nobody spoke of is never green. */
static void test_what_was_not_run(void **state)
{
	put("01.steps", "patch\t1.patch\tone\ncell\tapplies\tok\tok\t0\t\t\n");
	assert_int_equal(conclude(1, 1), OUTCOME_RIG_ERROR);
	says("patch 01: checkpatch: not run");
	series_release(&s);
	put("01.steps", "patch\t1.patch\tone\n"
			"cell\tapplies\tFAIL\tFAIL\t0\t\thunk 3\n");
	assert_int_equal(conclude(1, 1), OUTCOME_PATCH_FAIL);
	says("patch 01: applies: hunk 3");
	series_release(&s);
}

static void test_each_column_has_its_outcome(void **state)
{
	static const struct {
		const char *column;
		enum outcome outcome;
	} rows[] = {
		{ "checkpatch", OUTCOME_PATCH_FAIL },
		{ "W=1", OUTCOME_BUILD_FAIL },
		{ "builds", OUTCOME_BUILD_FAIL },
		{ "gate", OUTCOME_GATE_FAIL },
	};
	char line[128];

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(line, sizeof(line),
			 "patch\tp\ts\ncell\t%s\tFAIL\tnew 2\t1\tlog\tbad\n",
			 rows[i].column);
		put("01.steps", line);
		assert_int_equal(conclude(1, 1), rows[i].outcome);
		says(rows[i].column);
		series_release(&s);
	}
}

static void refuse(const char *content, const char *words)
{
	put("01.steps", content);
	assert_int_not_equal(read_some(1, 1), 0);
	assert_int_equal(s.nr, 0);
	says(words);
}

static void test_odd_files_are_refused(void **state)
{
	refuse("", "names no patch");
	refuse("what\n", "01.steps:1: no such line");
	refuse("patch\tp\n", "01.steps:1: not 'patch");
	refuse("patch\tp\ts\npatch\tp\ts\n", "01.steps:2:");
	refuse("patch\tp\ts\ncell\tbuild\tok\tok\t1\t\t\n", "no such column");
	refuse("patch\tp\ts\ncell\tbuilds\tgood\tok\t1\t\t\n", "no such state");
	refuse("patch\tp\ts\ncell\tbuilds\tok\tok\tfast\t\t\n", "not 'cell");
	refuse("patch\tp\ts\ncell\tbuilds\tok\tok\t1\t\n", "not 'cell");
	refuse("patch\tp\ts\ncell\tgate\tok\tok\t1\t\t\n"
	       "cell\tgate\tok\tok\t1\t\t\n",
	       "said twice");
	refuse("patch\tp\ts\nrun\t/none\tnew\t1\n", "/none/result.json");
	refuse("patch\tp\ts\nnote\n", "not 'note");
	put_step(1, "PASS", "p");
	put("01/result.json", "{ \"outcome\": \"GREAT\", \"sentence\": \"\" }");
	assert_int_not_equal(read_some(1, 1), 0);
	says("tells no outcome");
	put("01/result.json", "{ \"outcome\": \"PASS\", \"sentence\": \"\", "
			      "\"variant\": \"series/02\", \"guest\": {}, "
			      "\"cases\": [] }");
	assert_int_not_equal(read_some(1, 1), 0);
	says("is of another kernel's run");
	put("01/result.json",
	    "{ \"variant\": \"series/01\", \"outcome\": \"PASS\", "
	    "\"sentence\": \"\", \"guest\": {}, "
	    "\"cases\": [ { \"id\": \"a/b\", \"verdict\": \"PASS\", "
	    "\"sentence\": \"\" } ] }");
	assert_int_not_equal(read_some(1, 1), 0);
	says("is not whole");
}

static void test_reports(void **state)
{
	struct text out CLEANUP_TEXT = TEXT_INIT;

	put_step(1, "PASS", "pb");
	put_step(2, "PASS", "pp");
	assert_int_equal(conclude(2, 2), OUTCOME_PASS);
	series_put_matrix(&s, &out);
	assert_non_null(strstr(out.data, "01  subject 1"));
	assert_non_null(strstr(out.data, "2/2         0.3\n"));
	text_reset(&out);
	series_put_markdown(&s, "x86_64", &out);
	assert_non_null(strstr(out.data, "PASS: all 2 patches"));
	assert_non_null(strstr(out.data, "| 02 | subject 2 | ok | ok | ok | "
					 "ok | ok | ok | 2/2 | 0.3 |"));
	assert_non_null(strstr(out.data, "as on patched (1): `o/b`"));
	text_reset(&out);
	assert_int_equal(series_put_json(&s, "x86_64", &out), 0);
	assert_non_null(strstr(out.data, "\"outcome\": \"PASS\""));
	assert_non_null(strstr(out.data, "\"expected_as\": \"baseline\""));
	series_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases_turn_to_patched),
		cmocka_unit_test(test_none_turns_back),
		cmocka_unit_test(test_none_is_left_behind),
		cmocka_unit_test(test_a_failure_of_no_case),
		cmocka_unit_test(test_a_failure_and_a_lost_case),
		cmocka_unit_test(test_a_crash_between),
		cmocka_unit_test(test_what_was_not_run),
		cmocka_unit_test(test_each_column_has_its_outcome),
		cmocka_unit_test(test_odd_files_are_refused),
		cmocka_unit_test(test_reports),
	};
	int failed = cmocka_run_group_tests_name("series", tests, make_dir,
						 remove_dir);

	text_release(&why);
	return failed;
}
