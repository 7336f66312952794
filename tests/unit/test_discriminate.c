// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "discriminate.h"
#include "report-discriminate.h"
#include "text.h"

/*
 * Rows: what each of the cases a/1, a/2, n/1 does, a letter each: L loads and
 * r is refused as stated, X misses it, E is an error, C crashes
 * the kernel, H hangs, F did one of these but once.
 */
static struct discrimination d;
static const char *const ids[] = { "a/1", "a/2", "n/1" };

#define CASES 3

static void add_run(const char *variant, enum outcome outcome, const char *what)
{
	struct discriminate_run *run;
	struct account *a;

	d.runs = text_grow(d.runs, d.nr, sizeof(*d.runs));
	run = &d.runs[d.nr++];
	a = &run->account;
	a->run = text_dup("run");
	a->arch = text_dup("x86_64");
	a->variant = text_dup(variant);
	a->objects = text_dup("same");
	a->sentence = text_dup("its sentence");
	a->outcome = outcome;
	a->cases = text_alloc(CASES, sizeof(*a->cases));
	for (a->nr = 0; a->nr < CASES; a->nr++) {
		struct account_case *c = &a->cases[a->nr];
		char letter = what[a->nr];

		c->id = text_dup(ids[a->nr]);
		c->sentence = text_dup("as it must");
		c->loaded = letter == 'L';
		c->verdict = letter == 'X'		      ? VERDICT_FAIL
			     : letter == 'L' || letter == 'r' ? VERDICT_PASS
			     : letter == 'C'		      ? VERDICT_CRASH
			     : letter == 'H'		      ? VERDICT_HANG
			     : letter == 'F'		      ? VERDICT_FLAKY
							      : VERDICT_ERROR;
	}
}

static void add_catch(struct discriminate_run *run, const char *by)
{
	run->mutant.caught_by[run->mutant.caught_by_nr++] =
		(struct mutant_catch){ text_dup(by), text_dup("as it must") };
}

static struct discriminate_run *add_mutant(const char *by, enum outcome outcome,
					   const char *what)
{
	struct discriminate_run *run;

	add_run("mutant/m", outcome, what);
	run = &d.runs[d.nr - 1];
	run->is_mutant = true;
	run->mutant.name = text_dup("m");
	run->mutant.subject = text_dup("a defect");
	run->mutant.ends_in = OUTCOME_TEST_FAIL;
	run->mutant.caught_by = text_alloc(2, sizeof(*run->mutant.caught_by));
	add_catch(run, by);
	return run;
}

/* Three right kernels; a/1 and a/2 change between them, n/1 does not. */
static int set_up(void **state)
{
	d = (struct discrimination){ .whole = true };
	add_run("baseline", OUTCOME_PASS, "rrr");
	add_run("patched", OUTCOME_PASS, "LLr");
	add_run("stock", OUTCOME_PASS, "Lrr");
	return 0;
}

static int tear_down(void **state)
{
	discriminate_release(&d);
	return 0;
}

static void assert_fate(enum fate fate, enum outcome outcome, const char *words)
{
	struct discriminate_run *run = &d.runs[3];

	discriminate_judge(&d);
	assert_int_equal(run->fate, fate);
	assert_int_equal(d.outcome, outcome);
	assert_int_equal(d.mutants, 1);
	assert_int_equal(d.killed, fate == FATE_KILLED);
	if (!strstr(run->sentence, words))
		fail_msg("'%s' does not say '%s'", run->sentence, words);
}

static void test_all_is_well(void **state)
{
	add_mutant("n/1", OUTCOME_TEST_FAIL, "LLX");
	assert_fate(FATE_KILLED, OUTCOME_PASS, "");
	assert_string_equal(d.sentence,
			    "1 of 1 mutants killed by the case they name");
	assert_string_equal(d.runs[3].caught, "n/1\n");
	assert_int_equal(d.worth_counts[WORTH_CHANGES], 3);
	assert_int_equal(d.faults_nr, 0);
}

static void test_survived(void **state)
{
	add_mutant("n/1", OUTCOME_PASS, "LLr");
	assert_fate(FATE_SURVIVED, OUTCOME_TEST_FAIL, "every case met");
}

/* An error says nothing of the kernel: nobody caught it. */
static void test_survived_behind_an_error(void **state)
{
	add_mutant("n/1", OUTCOME_TEST_FAIL, "LLE");
	assert_fate(FATE_SURVIVED, OUTCOME_TEST_FAIL, "n/1 did not catch it");
}

static void test_elsewhere(void **state)
{
	add_mutant("n/1", OUTCOME_TEST_FAIL, "XLr");
	assert_fate(FATE_ELSEWHERE, OUTCOME_TEST_FAIL, "n/1 did not catch it");
	assert_string_equal(d.runs[3].caught, "a/1\n");
}

static void test_all_that_it_names_must_catch_it(void **state)
{
	struct discriminate_run *run =
		add_mutant("n/1", OUTCOME_TEST_FAIL, "LLX");

	add_catch(run, "a/1");
	assert_fate(FATE_ELSEWHERE, OUTCOME_TEST_FAIL, "a/1 did not catch it");
}

static void set_words(struct discriminate_run *run, const char *words)
{
	free(run->mutant.caught_by[0].words);
	run->mutant.caught_by[0].words = text_dup(words);
}

static void test_for_another_reason(void **state)
{
	set_words(add_mutant("n/1", OUTCOME_TEST_FAIL, "LLX"), "but it loaded");
	assert_fate(FATE_OTHER_WORDS, OUTCOME_TEST_FAIL,
		    "n/1 caught it, but does not say 'but it loaded': as it "
		    "must");
	assert_string_equal(discriminate_fate_name(&d.runs[3]), "OTHER_WORDS");
}

static void test_the_log_says_why(void **state)
{
	struct discriminate_run *run =
		add_mutant("n/1", OUTCOME_TEST_FAIL, "LLX");

	set_words(run, "!read_ok");
	run->account.cases[2].log = text_dup("R2 !read_ok\n");
	assert_fate(FATE_KILLED, OUTCOME_PASS, "as it must");
}

/* each of those it names has words of its own */
static void test_one_of_them_for_another_reason(void **state)
{
	struct discriminate_run *run =
		add_mutant("n/1", OUTCOME_TEST_FAIL, "XLX");

	add_catch(run, "a/1");
	set_words(run, "R2");
	run->account.cases[0].log = text_dup("R2");
	assert_fate(FATE_OTHER_WORDS, OUTCOME_TEST_FAIL, "n/1 caught it, but");
}

static void test_no_such_case(void **state)
{
	add_mutant("n/2", OUTCOME_TEST_FAIL, "LLX");
	assert_fate(FATE_NO_CASE, OUTCOME_TEST_FAIL, "no such case");
}

static void test_a_crash_must_be_stated(void **state)
{
	add_mutant("n/1", OUTCOME_KERNEL_CRASH, "LCX");
	assert_fate(FATE_OTHER_END, OUTCOME_TEST_FAIL,
		    "ended in KERNEL_CRASH, the mutant says TEST_FAIL");
}

static void test_a_splat_alone_is_another_end(void **state)
{
	add_mutant("n/1", OUTCOME_KERNEL_SPLAT, "LLr");
	assert_fate(FATE_OTHER_END, OUTCOME_TEST_FAIL, "KERNEL_SPLAT");
}

static void test_a_stated_crash_kills_in_its_case(void **state)
{
	struct discriminate_run *run =
		add_mutant("n/1", OUTCOME_KERNEL_CRASH, "LLC");

	run->mutant.ends_in = OUTCOME_KERNEL_CRASH;
	assert_fate(FATE_KILLED, OUTCOME_PASS, "as it must");
	assert_int_equal(d.worths[2], WORTH_CHANGES);
}

static void test_a_stated_hang(void **state)
{
	struct discriminate_run *run = add_mutant("n/1", OUTCOME_HANG, "LLH");

	run->mutant.ends_in = OUTCOME_HANG;
	assert_fate(FATE_KILLED, OUTCOME_PASS, "as it must");
}

static void test_a_crash_that_does_not_come_again(void **state)
{
	struct discriminate_run *run =
		add_mutant("n/1", OUTCOME_KERNEL_CRASH, "LLF");

	run->mutant.ends_in = OUTCOME_KERNEL_CRASH;
	assert_fate(FATE_SURVIVED, OUTCOME_TEST_FAIL, "n/1 did not catch it");
}

static void test_a_stated_crash_for_another_reason(void **state)
{
	struct discriminate_run *run =
		add_mutant("n/1", OUTCOME_KERNEL_CRASH, "LLC");

	run->mutant.ends_in = OUTCOME_KERNEL_CRASH;
	set_words(run, "quite another thing");
	assert_fate(FATE_OTHER_WORDS, OUTCOME_TEST_FAIL, "does not say");
}

static void test_a_stated_crash_that_does_not_come(void **state)
{
	struct discriminate_run *run =
		add_mutant("n/1", OUTCOME_TEST_FAIL, "LLX");

	run->mutant.ends_in = OUTCOME_KERNEL_CRASH;
	assert_fate(FATE_OTHER_END, OUTCOME_TEST_FAIL, "says KERNEL_CRASH");
}

static void test_a_stated_crash_in_another_case(void **state)
{
	struct discriminate_run *run =
		add_mutant("n/1", OUTCOME_KERNEL_CRASH, "CLr");

	run->mutant.ends_in = OUTCOME_KERNEL_CRASH;
	assert_fate(FATE_ELSEWHERE, OUTCOME_TEST_FAIL, "n/1 did not catch it");
}

static void test_what_did_not_run_kills_nothing(void **state)
{
	static const enum outcome outcomes[] = {
		OUTCOME_BUILD_FAIL,
		OUTCOME_PATCH_FAIL,
		OUTCOME_GATE_FAIL,
		OUTCOME_RIG_ERROR,
	};

	for (size_t i = 0; i < sizeof(outcomes) / sizeof(outcomes[0]); i++) {
		add_mutant("n/1", outcomes[i], "LLX");
		assert_fate(FATE_NOT_RUN, outcomes[i], "kills nothing");
		assert_string_equal(discriminate_fate_name(&d.runs[3]),
				    outcome_name(outcomes[i]));
		/* and makes no case able to fail; nor is any called vacuous */
		assert_int_equal(d.worths[2], WORTH_UNKNOWN);
		tear_down(NULL);
		set_up(NULL);
	}
}

static void test_vacuous(void **state)
{
	add_mutant("a/1", OUTCOME_TEST_FAIL, "XLr");
	assert_fate(FATE_KILLED, OUTCOME_TEST_FAIL, "");
	assert_int_equal(d.worths[2], WORTH_VACUOUS);
	assert_non_null(strstr(d.sentence, "n/1 is VACUOUS"));
}

/* That another case failed, and it therefore is an error, is no change. */
static void test_an_error_is_no_change(void **state)
{
	add_mutant("a/1", OUTCOME_TEST_FAIL, "XLE");
	discriminate_judge(&d);
	assert_int_equal(d.worths[2], WORTH_VACUOUS);
}

static void test_invariant(void **state)
{
	add_mutant("a/1", OUTCOME_TEST_FAIL, "XLr");
	for (size_t i = 0; i < d.nr; i++)
		d.runs[i].account.cases[2].invariant = text_dup("because");
	assert_fate(FATE_KILLED, OUTCOME_PASS, "");
	assert_int_equal(d.worths[2], WORTH_INVARIANT);
}

static void test_marked_wrongly(void **state)
{
	add_mutant("n/1", OUTCOME_TEST_FAIL, "LLX");
	for (size_t i = 0; i < d.nr; i++)
		d.runs[i].account.cases[0].invariant = text_dup("because");
	assert_fate(FATE_KILLED, OUTCOME_TEST_FAIL, "");
	assert_int_equal(d.worths[0], WORTH_MARKED_WRONGLY);
	assert_non_null(strstr(d.sentence, "a/1 is marked invariant"));
}

static void test_a_part_calls_nothing_vacuous(void **state)
{
	d.whole = false;
	add_mutant("a/1", OUTCOME_TEST_FAIL, "XLr");
	assert_fate(FATE_KILLED, OUTCOME_PASS, "");
	assert_int_equal(d.worths[2], WORTH_UNKNOWN);
}

static void test_a_right_kernel_must_pass(void **state)
{
	d.runs[2].account.outcome = OUTCOME_KERNEL_CRASH;
	add_mutant("n/1", OUTCOME_TEST_FAIL, "LLX");
	assert_fate(FATE_KILLED, OUTCOME_KERNEL_CRASH, "");
	assert_string_equal(d.sentence, "stock: its sentence");
}

static void test_the_worst_owns_the_outcome(void **state)
{
	d.runs[2].account.outcome = OUTCOME_TEST_FAIL;
	add_mutant("n/1", OUTCOME_BUILD_FAIL, "EEE");
	discriminate_judge(&d);
	assert_int_equal(d.outcome, OUTCOME_BUILD_FAIL);
	assert_non_null(strstr(d.sentence, "(and 1 more)"));
}

static void test_other_objects_are_no_comparison(void **state)
{
	add_mutant("n/1", OUTCOME_TEST_FAIL, "LLX");
	d.runs[3].account.objects[0] = 'x';
	discriminate_judge(&d);
	assert_int_equal(d.outcome, OUTCOME_RIG_ERROR);
	assert_string_equal(d.sentence,
			    "mutant/m and patched ran other objects");
}

static void test_fewer_cases_are_no_comparison(void **state)
{
	struct account *a;

	add_mutant("a/1", OUTCOME_TEST_FAIL, "XLr");
	a = &d.runs[3].account;
	a->nr--;
	free(a->cases[a->nr].id);
	free(a->cases[a->nr].sentence);
	discriminate_judge(&d);
	assert_int_equal(d.outcome, OUTCOME_RIG_ERROR);
}

static void test_another_case_is_no_comparison(void **state)
{
	struct account *a;

	add_mutant("a/1", OUTCOME_TEST_FAIL, "XLr");
	a = &d.runs[3].account;
	a->cases[2].id[0] = 'o';
	discriminate_judge(&d);
	assert_int_equal(d.outcome, OUTCOME_RIG_ERROR);
	assert_non_null(strstr(d.sentence, "mutant/m did not run n/1"));
}

static void test_a_kernel_is_missing(void **state)
{
	d.runs[0].account.variant[0] = 'B';
	add_mutant("n/1", OUTCOME_TEST_FAIL, "LLX");
	discriminate_judge(&d);
	assert_int_equal(d.outcome, OUTCOME_RIG_ERROR);
	assert_non_null(strstr(d.sentence, "there are 0 runs of baseline"));
}

static void test_no_mutant_at_all(void **state)
{
	discriminate_judge(&d);
	assert_int_equal(d.outcome, OUTCOME_RIG_ERROR);
}

static void is_reported(const char *report, const char *words)
{
	if (!strstr(report, words))
		fail_msg("'%s' is not in:\n%s", words, report);
}

static void test_reports(void **state)
{
	struct text md CLEANUP_TEXT = TEXT_INIT;
	struct text json CLEANUP_TEXT = TEXT_INIT;
	struct discriminate_run *run =
		add_mutant("n/1", OUTCOME_TEST_FAIL, "XEX");

	run->gate = text_dup("GATE_FAIL");
	run->gate_says = text_dup("words|of it");
	discriminate_judge(&d);
	report_discriminate_md(&d, &md);
	is_reported(md.data,
		    "| a/1  | r*       | L       | L     | x | changes");
	is_reported(md.data,
		    "| a/2  | r*       | L       | r*    | ? | changes");
	is_reported(md.data,
		    "| n/1  | r        | r       | r     | K | changes");
	is_reported(md.data, "| 1 | m      | KILLED | n/1   | a/1 n/1   | "
			     "GATE_FAIL |");
	is_reported(md.data, "mutation score: 1 of 1, 100.0 %\n");
	is_reported(md.data, "\nPASS: 1 of 1 mutants killed");
	assert_int_equal(report_discriminate_json(&d, &json), 0);
	is_reported(md.data, "\n   must say: as it must (n/1)\n");
	is_reported(json.data, "\"fate\": \"KILLED\"");
	is_reported(json.data, "\"mutant/m\": \"missed\"");
	is_reported(json.data, "\"killed\": 1");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_all_is_well),
		TEST(test_survived),
		TEST(test_survived_behind_an_error),
		TEST(test_elsewhere),
		TEST(test_all_that_it_names_must_catch_it),
		TEST(test_for_another_reason),
		TEST(test_the_log_says_why),
		TEST(test_one_of_them_for_another_reason),
		TEST(test_no_such_case),
		TEST(test_a_crash_must_be_stated),
		TEST(test_a_splat_alone_is_another_end),
		TEST(test_a_stated_crash_kills_in_its_case),
		TEST(test_a_stated_hang),
		TEST(test_a_crash_that_does_not_come_again),
		TEST(test_a_stated_crash_for_another_reason),
		TEST(test_a_stated_crash_that_does_not_come),
		TEST(test_a_stated_crash_in_another_case),
		TEST(test_what_did_not_run_kills_nothing),
		TEST(test_vacuous),
		TEST(test_an_error_is_no_change),
		TEST(test_invariant),
		TEST(test_marked_wrongly),
		TEST(test_a_part_calls_nothing_vacuous),
		TEST(test_a_right_kernel_must_pass),
		TEST(test_the_worst_owns_the_outcome),
		TEST(test_other_objects_are_no_comparison),
		TEST(test_fewer_cases_are_no_comparison),
		TEST(test_another_case_is_no_comparison),
		TEST(test_a_kernel_is_missing),
		TEST(test_no_mutant_at_all),
		TEST(test_reports),
	};

	return cmocka_run_group_tests_name("discriminate", tests, NULL, NULL);
}
