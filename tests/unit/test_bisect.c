// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bisect.h"
#include "text.h"

static char dir[] = "/tmp/test_bisect.XXXXXX";
static struct text trials = TEXT_INIT;
static struct text steps = TEXT_INIT;
static struct text why = TEXT_INIT;
static struct bisect b;
static struct bisect_verdict v;

static int make_dir(void **state)
{
	return mkdtemp(dir) ? 0 : -1;
}

static void put(const char *name, const char *content)
{
	char path[64];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "we");
	assert_non_null(f);
	fputs(content, f);
	assert_int_equal(fclose(f), 0);
}

static int remove_dir(void **state)
{
	static const char *const names[] = { "request", "trials", "steps" };
	char path[64];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, names[i]);
		remove(path);
	}
	text_release(&trials);
	text_release(&steps);
	text_release(&why);
	return rmdir(dir);
}

static int begin(void **state)
{
	text_reset(&trials);
	text_reset(&steps);
	put("request", "test=o/p\nconfidence=99\nsteps=4\nbad=B\ngood=G\n");
	return 0;
}

static int end(void **state)
{
	bisect_release(&b);
	free(v.sentence);
	v.sentence = NULL;
	return 0;
}

static const char refused[] = "case\tFAIL: refused";
static const char crashed[] = "kernel\tKERNEL_CRASH: other";
static const char passed[] = "none\t";
static const char lost[] = "rig\tRIG_ERROR: disk";

static void add(const char *place, const char *commit, const char *what,
		int times)
{
	while (times-- > 0)
		text_printf(&trials, "%s\t%s\t%s\t7\t/run\tso it is\n", place,
			    commit, what);
}

static void add_step(const char *place, const char *word, double error)
{
	text_printf(&steps, "%s\tC\tkey\t%s\t%g\t7\t/run\twhy\tsubject\n",
		    place, word, error);
}

static int read_all(void)
{
	put("trials", trials.data);
	put("steps", steps.data);
	bisect_release(&b);
	text_reset(&why);
	return bisect_read(dir, &b, &why);
}

static enum bisect_word judge(enum bisect_place place, const char *commit)
{
	assert_int_equal(read_all(), 0);
	free(v.sentence);
	bisect_judge(&b, place, commit, 4, &v);
	return v.word;
}

static void measure_ends(void)
{
	add("bad", "B", refused, 12);
	add("good", "G", passed, 12);
}

static void test_reference_is_the_cases_own(void **state)
{
	add("bad", "B", crashed, 3);
	assert_int_equal(read_all(), 0);
	assert_string_equal(bisect_reference(&b)->line, "KERNEL_CRASH: other");
	add("bad", "B", "case\tFAIL: seldom", 1);
	add("bad", "B", refused, 2);
	assert_int_equal(read_all(), 0);
	assert_string_equal(bisect_reference(&b)->line, "FAIL: refused");
	/* what is seen anywhere else is not asked */
	add("step", "C", "case\tFAIL: seldom", 9);
	assert_int_equal(read_all(), 0);
	assert_string_equal(bisect_reference(&b)->line, "FAIL: refused");
}

static void test_bad_end(void **state)
{
	assert_int_equal(judge(BISECT_AT_BAD, "B"), BISECT_AGAIN);
	add("bad", "B", refused, 1);
	assert_int_equal(judge(BISECT_AT_BAD, "B"), BISECT_AGAIN);
	add("bad", "B", refused, 11);
	assert_int_equal(judge(BISECT_AT_BAD, "B"), BISECT_BAD);
	assert_string_equal(v.sentence, "fails in 12 of 12 trials: so it is");
}

static void test_bad_end_that_passes(void **state)
{
	add("bad", "B", passed, 10);
	assert_int_equal(judge(BISECT_AT_BAD, "B"), BISECT_AGAIN);
	add("bad", "B", passed, 30);
	assert_int_equal(judge(BISECT_AT_BAD, "B"), BISECT_ABORT);
	assert_memory_equal(v.sentence, "passes in all", 13);
	/* one that fails now and then is measured for longer */
	add("bad", "B", refused, 1);
	assert_int_equal(judge(BISECT_AT_BAD, "B"), BISECT_AGAIN);
	add("bad", "B", passed, 19);
	assert_int_equal(judge(BISECT_AT_BAD, "B"), BISECT_BAD);
}

static void test_bad_end_without_the_case(void **state)
{
	add("bad", "B", "unknown\tthe run has no case o/p", 4);
	assert_int_equal(judge(BISECT_AT_BAD, "B"), BISECT_ABORT);
	assert_string_equal(v.sentence,
			    "never comes to what is looked for: in 4 trials it "
			    "passes in 0, and fails in another way in 4: so it "
			    "is");
}

/* What is no pass must not be counted as one. */
static void test_bad_end_that_passes_or_fails_otherwise(void **state)
{
	add("bad", "B", passed, 30);
	add("bad", "B", "unknown\tthe run has no case o/p", 3);
	assert_int_equal(judge(BISECT_AT_BAD, "B"), BISECT_ABORT);
	assert_string_equal(v.sentence,
			    "never comes to what is looked for: in 33 trials "
			    "it passes in 30, and fails in another way in 3: "
			    "so it is");
}

static void test_good_end(void **state)
{
	add("bad", "B", refused, 12);
	assert_int_equal(judge(BISECT_AT_GOOD, "G"), BISECT_AGAIN);
	add("good", "G", passed, 12);
	assert_int_equal(judge(BISECT_AT_GOOD, "G"), BISECT_GOOD);
}

static void test_good_end_that_is_none(void **state)
{
	add("bad", "B", refused, 12);
	add("good", "G", refused, 4);
	assert_int_equal(judge(BISECT_AT_GOOD, "G"), BISECT_ABORT);
	assert_memory_equal(v.sentence, "fails in the same way", 21);
	text_reset(&trials);
	add("bad", "B", refused, 12);
	add("good", "G", crashed, 4);
	assert_int_equal(judge(BISECT_AT_GOOD, "G"), BISECT_ABORT);
	assert_memory_equal(v.sentence, "does not pass", 13);
}

/* Both ends fail in half of the trials: no commit between could be told. */
static void test_ends_too_much_alike(void **state)
{
	add("bad", "B", refused, 12);
	add("bad", "B", passed, 12);
	add("good", "G", refused, 12);
	add("good", "G", passed, 12);
	assert_int_equal(judge(BISECT_AT_GOOD, "G"), BISECT_AGAIN);
	add("good", "G", refused, 18);
	add("good", "G", passed, 18);
	assert_int_equal(judge(BISECT_AT_GOOD, "G"), BISECT_ABORT);
	assert_non_null(strstr(v.sentence, "too much like the bad end"));
}

/* Seldom at the bad end, always at the good one: not that way round. */
static void test_ends_the_wrong_way_round(void **state)
{
	add("bad", "B", refused, 12);
	add("bad", "B", passed, 40);
	add("good", "G", refused, 48);
	add("good", "G", passed, 11);
	assert_int_equal(judge(BISECT_AT_GOOD, "G"), BISECT_AGAIN);
	add("good", "G", passed, 1);
	assert_int_equal(judge(BISECT_AT_GOOD, "G"), BISECT_ABORT);
}

static void test_only_the_splat_that_is_looked_for(void **state)
{
	put("request", "test=o/p\nconfidence=99\nsteps=4\nbad=B\ngood=G\n"
		       "fingerprint=0123456789ab\n");
	add("bad", "B", crashed, 9);
	assert_int_equal(judge(BISECT_AT_BAD, "B"), BISECT_ABORT);
	assert_null(bisect_reference(&b));
	add("bad", "B", "case\tsplat 0123456789ab", 1);
	assert_int_equal(judge(BISECT_AT_BAD, "B"), BISECT_AGAIN);
	assert_string_equal(bisect_reference(&b)->line, "splat 0123456789ab");
}

static void test_step(void **state)
{
	measure_ends();
	add("step", "C", refused, 1);
	assert_int_equal(judge(BISECT_AT_STEP, "C"), BISECT_AGAIN);
	add("step", "C", refused, 9);
	assert_int_equal(judge(BISECT_AT_STEP, "C"), BISECT_BAD);
	assert_true(v.error > 0 && v.error <= 0.01 / 7);
	add("step", "D", passed, 10);
	assert_int_equal(judge(BISECT_AT_STEP, "D"), BISECT_GOOD);
	/* a trial for one thing says nothing of another */
	assert_int_equal(judge(BISECT_AT_BEFORE, "C"), BISECT_AGAIN);
	assert_int_equal(judge(BISECT_AT_STEP, "E"), BISECT_AGAIN);
}

static void test_one_is_one_trial(void **state)
{
	put("request", "test=o/p\nconfidence=50\nsteps=4\nbad=B\ngood=G\n");
	measure_ends();
	add_step("before", "good", 0);
	add_step("culprit", "bad", 0);
	add_step("again", "good", 0);
	add("step", "C", refused, 1);
	assert_int_equal(read_all(), 0);
	bisect_judge(&b, BISECT_AT_STEP, "C", 1, &v);
	assert_int_equal(v.word, BISECT_BAD);
	assert_non_null(strstr(v.sentence, " in 1 of 1 trial, wrong"));
}

static void test_step_that_fails_otherwise(void **state)
{
	measure_ends();
	add("step", "C", crashed, 3);
	assert_int_equal(judge(BISECT_AT_STEP, "C"), BISECT_AGAIN);
	add("step", "C", "case\tFAIL: in another way", 1);
	assert_int_equal(judge(BISECT_AT_STEP, "C"), BISECT_SKIP);
	/* now and then, between trials that tell, it does not steer */
	add("step", "D", crashed, 4);
	add("step", "D", refused, 10);
	assert_int_equal(judge(BISECT_AT_STEP, "D"), BISECT_BAD);
	add("step", "E", "unknown\tGATE_FAIL: no", 1);
	assert_int_equal(judge(BISECT_AT_STEP, "E"), BISECT_SKIP);
	/* a failure of the rig is none of the commit */
	add("step", "F", lost, 9);
	assert_int_equal(judge(BISECT_AT_STEP, "F"), BISECT_AGAIN);
}

static void test_step_that_can_not_be_told(void **state)
{
	measure_ends();
	for (int i = 0; i < 30; i++) {
		assert_int_equal(judge(BISECT_AT_STEP, "C"), BISECT_AGAIN);
		add("step", "C", passed, 1);
		add("step", "C", refused, 1);
	}
	assert_int_equal(judge(BISECT_AT_STEP, "C"), BISECT_SKIP);
	assert_non_null(strstr(v.sentence, "30 of 60"));
}

/* What was spent on errors is not there for the next. */
static void test_errors_add_up(void **state)
{
	unsigned int first, later;

	measure_ends();
	for (first = 0; judge(BISECT_AT_STEP, "C") == BISECT_AGAIN; first++)
		add("step", "C", passed, 1);
	add_step("bad", "bad", 0);
	add_step("step", "good", 0.0099);
	for (later = 0; judge(BISECT_AT_STEP, "D") == BISECT_AGAIN; later++)
		add("step", "D", passed, 1);
	assert_true(later > first);
	assert_true(bisect_error(&b) > 0.0098 && bisect_error(&b) < 0.01);
	add_step("before", "good", 0.0002);
	assert_int_equal(judge(BISECT_AT_CULPRIT, "C"), BISECT_AGAIN);
	add("culprit", "C", refused, 50);
	/* nothing is left: no number of trials is enough */
	assert_int_equal(judge(BISECT_AT_CULPRIT, "C"), BISECT_AGAIN);
}

static void refused_file(const char *name, const char *content,
			 const char *because)
{
	begin(NULL);
	assert_int_equal(read_all(), 0);
	put(name, content);
	text_reset(&why);
	bisect_release(&b);
	assert_true(bisect_read(dir, &b, &why) < 0);
	assert_non_null(strstr(why.data, because));
}

static void test_odd_files_are_refused(void **state)
{
	refused_file("trials", "step\tC\tnone\t\t7\t/run\n", "trials:1: not");
	refused_file("trials", "here\tC\tnone\t\t7\t/run\tso\n", "trials:1");
	refused_file("trials", "step\tC\tnone\t\tx\t/run\tso\n", "trials:1");
	refused_file("trials", "step\tC\tnone\t\t7\t/run\tso", "cut");
	refused_file("steps", "step\tC\tk\tgood\t0\t7\t/run\twhy\n",
		     "steps:1: not");
	refused_file("steps", "step\tC\tk\tagain\t0\t7\t/run\twhy\ts\n",
		     "steps:1");
	refused_file("request", "test=o/p\nconfidence=99\n",
		     "steps is missing");
	refused_file("request", "test=o/p\nconfidence=100\nsteps=4\n",
		     "confidence=100");
	refused_file("request", "test=o/p\nconfidence=9\nsteps=4\n",
		     "confidence=9");
	refused_file("request", "test=o/p\nconfidence=99\nsteps=99\n",
		     "steps=99");
}

/* A line that is written is the one that is read, whatever is in it. */
static void test_trial_goes_round(void **state)
{
	struct text line CLEANUP_TEXT = TEXT_INIT;
	const struct bisect_trial t = {
		.place = BISECT_AT_STEP,
		.commit = (char *)"C",
		.symptom = { SYMPTOM_CASE, (char *)"FAIL: a\tb",
			     (char *)"two\nlines" },
		.seconds = 3,
		.run = (char *)"/run",
	};

	bisect_put_trial(&t, &line);
	assert_string_equal(line.data,
			    "step\tC\tcase\tFAIL: a b\t3\t/run\ttwo lines\n");
	text_puts(&trials, line.data);
	assert_int_equal(read_all(), 0);
	assert_int_equal(b.trials_nr, 1);
}

static void test_what_git_takes(void **state)
{
	assert_int_equal(bisect_word_exit(BISECT_GOOD), 0);
	assert_int_equal(bisect_word_exit(BISECT_BAD), 1);
	assert_int_equal(bisect_word_exit(BISECT_SKIP), 125);
	assert_int_equal(bisect_word_exit(BISECT_ABORT), 128);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_reference_is_the_cases_own),
		TEST(test_bad_end),
		TEST(test_bad_end_that_passes),
		TEST(test_bad_end_without_the_case),
		TEST(test_bad_end_that_passes_or_fails_otherwise),
		TEST(test_good_end),
		TEST(test_good_end_that_is_none),
		TEST(test_ends_too_much_alike),
		TEST(test_ends_the_wrong_way_round),
		TEST(test_only_the_splat_that_is_looked_for),
		TEST(test_step),
		TEST(test_one_is_one_trial),
		TEST(test_step_that_fails_otherwise),
		TEST(test_step_that_can_not_be_told),
		TEST(test_errors_add_up),
		TEST(test_odd_files_are_refused),
		TEST(test_trial_goes_round),
		TEST(test_what_git_takes),
	};

	return cmocka_run_group_tests_name("bisect", tests, make_dir,
					   remove_dir);
}
