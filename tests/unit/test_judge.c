// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "judge.h"

static struct plan_case cases[2];
static struct plan plan = { .cases = cases, .nr = 2 };
static struct observation seen;
static struct expect_pattern pattern = { .text = (char *)"R2 !read_ok" };
static struct expect_need need = { EXPECT_NEED_MODULE, "mod" };
static char *modules[] = { "mod 123" };
static struct hello hello = { .modules = modules, .modules_nr = 1 };

/* A negative case that is right in everything, and its twin. */
static int set_up(void **state)
{
	memset(cases, 0, sizeof(cases));
	cases[0].id = "o/neg";
	cases[0].expect = (struct expect){
		.verdict = EXPECT_FAILURE,
		.stage = RECORD_STAGE_VERIFIER,
		.err = EACCES,
		.has_insn = true,
		.insn = 1,
		.patterns = &pattern,
		.patterns_nr = 1,
		.needs = &need,
		.needs_nr = 1,
		.twin = "o/pos",
	};
	cases[1].id = "o/pos";
	cases[1].expect = (struct expect){
		.verdict = EXPECT_SUCCESS,
		.has_retval = true,
		.retval = 5,
	};
	memset(&seen, 0, sizeof(seen));
	text_init(&seen.libbpf_log);
	text_init(&seen.verifier_log);
	text_init(&seen.stdout_log);
	text_init(&seen.stderr_log);
	text_puts(&seen.verifier_log,
		  "0: (b7) r0 = 0\n1: (bf) r0 = r2\nR2 !read_ok\n");
	seen.started = seen.finished = seen.logs_whole = true;
	seen.stage = RECORD_STAGE_VERIFIER;
	seen.err = EACCES;
	return 0;
}

static int tear_down(void **state)
{
	text_release(&seen.libbpf_log);
	text_release(&seen.verifier_log);
	text_release(&seen.stdout_log);
	text_release(&seen.stderr_log);
	return 0;
}

static void assert_judged(const struct plan_case *c, enum verdict verdict,
			  const char *words)
{
	struct judgement j = { .verdict = VERDICT_NOTRUN };

	text_init(&j.sentence);
	judge_case(c, &seen, &hello, &j);
	if (!strstr(j.sentence.data, words))
		fail_msg("'%s' does not say '%s'", j.sentence.data, words);
	assert_int_equal(j.verdict, verdict);
	text_release(&j.sentence);
}

static void test_negative(void **state)
{
	assert_judged(&cases[0], VERDICT_PASS, "as it must");
}

/* What the case claims of the kernel's BTF is untrue: that is a failure. */
static void test_claim(void **state)
{
	seen.stage = RECORD_STAGE_BTF;
	seen.err = 0;
	seen.reason = (char *)"the BTF of 'f' has no tag 't'";
	assert_judged(&cases[1], VERDICT_FAIL,
		      "refused at stage btf: the BTF of 'f' has no tag 't'");
	assert_judged(&cases[0], VERDICT_FAIL, "but it was refused at stage");
}

static void test_not_run(void **state)
{
	seen.finished = false;
	assert_judged(&cases[0], VERDICT_ERROR, "nothing was heard");
	seen.started = false;
	assert_judged(&cases[0], VERDICT_NOTRUN, "was not run");
}

static void test_errors_come_first(void **state)
{
	seen.logs_whole = false;
	assert_judged(&cases[0], VERDICT_ERROR, "did not arrive whole");
	seen.logs_whole = true;
	hello.modules_nr = 0;
	assert_judged(&cases[0], VERDICT_ERROR, "needs the module mod");
	hello.modules_nr = 1;
	need.name = "mo";
	assert_judged(&cases[0], VERDICT_ERROR, "needs the module mo,");
	need.name = "mod";
	seen.stage = RECORD_STAGE_NEEDS;
	assert_judged(&cases[0], VERDICT_ERROR, "was not there");
	cases[0].expect.stage = RECORD_STAGE_NEEDS;
	assert_judged(&cases[0], VERDICT_ERROR, "was not there");
	cases[0].expect.verdict = EXPECT_NONE;
	seen.stage = RECORD_STAGE_VERIFIER;
	assert_judged(&cases[0], VERDICT_ERROR, "states no verdict");
}

/* A negative case passes for its own reason, and for no other. */
static void test_wrong_reasons(void **state)
{
	for (int stage = RECORD_STAGE_OPEN; stage <= RECORD_STAGE_DONE;
	     stage++) {
		seen.stage = stage;
		if (stage != RECORD_STAGE_VERIFIER)
			assert_judged(&cases[0], VERDICT_FAIL,
				      "must be refused at stage verifier");
	}
	seen.stage = RECORD_STAGE_VERIFIER;
	seen.err = EINVAL;
	assert_judged(&cases[0], VERDICT_FAIL, "must end with EACCES");
	seen.err = 0;
	assert_judged(&cases[0], VERDICT_FAIL, "must end with EACCES");
	/* the kernel's ENOTSUPP has no name in user space */
	cases[0].expect.err = 524;
	assert_judged(&cases[0], VERDICT_FAIL, "must end with errno 524, but");
	seen.err = 524;
	assert_judged(&cases[0], VERDICT_PASS, "verifier (errno 524)");
	cases[0].expect.insn = 0;
	assert_judged(&cases[0], VERDICT_FAIL, "last one is 1");
	text_reset(&seen.verifier_log);
	text_puts(&seen.verifier_log, "R1 !read_ok");
	assert_judged(&cases[0], VERDICT_FAIL, "does not say \"R2 !read_ok\"");
	text_reset(&seen.verifier_log);
	text_puts(&seen.verifier_log, "R2 !read_ok");
	assert_judged(&cases[0], VERDICT_FAIL, "names none");
	/* libbpf's words are not the verifier's */
	text_reset(&seen.verifier_log);
	text_puts(&seen.libbpf_log, "1: (bf) r0 = r2\nR2 !read_ok");
	assert_judged(&cases[0], VERDICT_FAIL, "does not say");
	cases[0].expect.insn = 1;
	cases[0].expect.stage = seen.stage = RECORD_STAGE_LIBBPF;
	assert_judged(&cases[0], VERDICT_PASS, "");
	pattern.negative = true;
	assert_judged(&cases[0], VERDICT_FAIL, "must not say");
	pattern.negative = false;
	/* a sentence is one line: the last one printed is the outcome's */
	pattern.text = "one\ntwo";
	assert_judged(&cases[0], VERDICT_FAIL, "does not say \"one two\"");
	pattern.text = "R2 !read_ok";
}

/* The kernel's own programs state none, and yet one there must be. */
static void test_any_errno(void **state)
{
	cases[0].expect.err = 0;
	cases[0].expect.any_errno = true;
	seen.err = EINVAL;
	assert_judged(&cases[0], VERDICT_PASS, "verifier (EINVAL)");
	seen.stage = RECORD_STAGE_LIBBPF;
	assert_judged(&cases[0], VERDICT_FAIL, "must be refused at stage");
	seen.stage = RECORD_STAGE_DONE;
	seen.err = 0;
	assert_judged(&cases[0], VERDICT_FAIL, "but it loaded");
	seen.stage = RECORD_STAGE_VERIFIER;
	assert_judged(&cases[0], VERDICT_FAIL, "must end with an errno, but");
}

static void test_positive(void **state)
{
	seen.stage = RECORD_STAGE_DONE;
	assert_judged(&cases[1], VERDICT_FAIL, "must end with no errno");
	seen.err = 0;
	assert_judged(&cases[1], VERDICT_FAIL, "was not run");
	seen.has_retval = true;
	assert_judged(&cases[1], VERDICT_FAIL, "must return 5, but returned 0");
	seen.retval = 5;
	assert_judged(&cases[1], VERDICT_PASS, "returned 5");
	cases[1].expect.retval_any = true;
	seen.retval = 77;
	assert_judged(&cases[1], VERDICT_PASS, "returned 77");
	seen.has_retval = false;
	assert_judged(&cases[1], VERDICT_FAIL,
		      "must return something, but was");
	seen.has_retval = true;
	cases[1].expect.retval_any = false;
	seen.stage = RECORD_STAGE_RUN;
	assert_judged(&cases[1], VERDICT_FAIL, "must load, but");
	seen.stage = RECORD_STAGE_DONE;
	cases[1].expect.has_retval = false;
	cases[1].expect.retval_is_prog_id = true;
	assert_judged(&cases[1], VERDICT_FAIL, "the guest names none");
	seen.prog_id = 6;
	assert_judged(&cases[1], VERDICT_FAIL, "must return 6");
	seen.retval = 6;
	assert_judged(&cases[1], VERDICT_PASS, "returned 6");
	text_reset(&seen.verifier_log);
	assert_judged(&cases[1], VERDICT_ERROR, "log is empty");
}

static void test_exercised(void **state)
{
	struct expect *x = &cases[1].expect;

	seen.stage = RECORD_STAGE_DONE;
	seen.err = 0;
	x->exercise = EXERCISE_CALLBACK;
	x->observe = "var";
	assert_judged(&cases[1], VERDICT_FAIL,
		      "must leave 5 in 'var', but was not run");
	seen.has_retval = true;
	seen.retval = 4;
	assert_judged(&cases[1], VERDICT_FAIL,
		      "must leave 5 in 'var', but left 4");
	seen.retval = 5;
	assert_judged(&cases[1], VERDICT_PASS, "loaded, left 5 in 'var'");
	seen.stage = RECORD_STAGE_RUN;
	assert_judged(&cases[1], VERDICT_FAIL, "refused at stage run");
	seen.stage = RECORD_STAGE_NEEDS;
	assert_judged(&cases[1], VERDICT_ERROR, "was not there");
}

static void test_prints(void **state)
{
	struct expect_pattern word = { .text = (char *)"hello" };

	seen.stage = RECORD_STAGE_DONE;
	seen.err = 0;
	seen.has_retval = true;
	seen.retval = 5;
	cases[1].expect.prints[EXPECT_PRINT_STDERR] =
		(struct expect_prints){ .patterns = &word, .nr = 1 };
	text_puts(&seen.stdout_log, "hello");
	assert_judged(&cases[1], VERDICT_FAIL,
		      "its stderr does not say \"hello\"");
	text_puts(&seen.stderr_log, "\033[1mhello\033[0m");
	assert_judged(&cases[1], VERDICT_PASS, "returned 5");
}

/* Every pair of verdicts of a negative case and its twin. */
/* The kfunc of the positive case is not there before some patch adds it. */
static void make_step(void)
{
	static struct expect_pattern not_found = { .text = "not found" };

	cases[1].has_before = true;
	cases[1].before = (struct expect){
		.overridden = true,
		.verdict = EXPECT_FAILURE,
		.stage = RECORD_STAGE_LIBBPF,
		.err = EINVAL,
		.patterns = &not_found,
		.patterns_nr = 1,
	};
	text_puts(&seen.libbpf_log, "extern 'f': not found");
}

static void assert_step(unsigned int proven, enum verdict verdict,
			const char *as, const char *words)
{
	struct judgement j = { .verdict = VERDICT_NOTRUN };

	seen.proven = proven;
	text_init(&j.sentence);
	judge_case(&cases[1], &seen, &hello, &j);
	assert_int_equal(j.verdict, verdict);
	if (!as)
		assert_null(j.as);
	else
		assert_string_equal(j.as, as);
	if (!strstr(j.sentence.data, words))
		fail_msg("'%s' does not say '%s'", j.sentence.data, words);
	text_release(&j.sentence);
}

static void test_a_step_is_as_patched_or_as_baseline(void **state)
{
	const unsigned int both =
		RECORD_PROVEN_PATCHED | RECORD_PROVEN_BASELINE;

	make_step();
	seen.stage = RECORD_STAGE_LIBBPF;
	seen.err = EINVAL;
	assert_step(RECORD_PROVEN_BASELINE, VERDICT_PASS, "baseline",
		    "as on baseline: refused");
	assert_step(both, VERDICT_PASS, "baseline", "refused");
	/* refused, but not for what it needs not being there */
	assert_step(RECORD_PROVEN_PATCHED, VERDICT_FAIL, NULL, "must load");
	assert_step(0, VERDICT_ERROR, NULL, "does not say whether");
	seen.stage = RECORD_STAGE_VERIFIER;
	assert_step(both, VERDICT_FAIL, NULL,
		    "; as on baseline: must be refused at stage libbpf");
	assert_step(RECORD_PROVEN_BASELINE, VERDICT_FAIL, NULL,
		    "as on baseline: must be refused");

	seen.stage = RECORD_STAGE_DONE;
	seen.err = 0;
	seen.has_retval = true;
	seen.retval = 5;
	assert_step(RECORD_PROVEN_PATCHED, VERDICT_PASS, "patched", "loaded");
	assert_step(both, VERDICT_PASS, "patched", "returned 5");
	assert_step(RECORD_PROVEN_BASELINE, VERDICT_FAIL, NULL, "must be");

	seen.stage = RECORD_STAGE_NEEDS;
	assert_step(0, VERDICT_ERROR, NULL, "was not there");
	/* what holds for both is patched's */
	cases[1].before = cases[1].expect;
	seen.stage = RECORD_STAGE_DONE;
	assert_step(both, VERDICT_PASS, "patched", "returned 5");
	seen.retval = 6;
	assert_step(both, VERDICT_FAIL, NULL, "returned 6");
	assert_step(RECORD_PROVEN_BASELINE, VERDICT_FAIL, NULL, "returned 6");
}

static void test_twins(void **state)
{
	for (int neg = 0; neg < VERDICT_NR; neg++) {
		for (int pos = 0; pos < VERDICT_NR; pos++) {
			struct judgement j[2] = { { .verdict = neg },
						  { .verdict = pos } };

			text_init(&j[0].sentence);
			text_init(&j[1].sentence);
			judge_twins(&plan, j);
			assert_int_equal(j[1].verdict, pos);
			assert_int_equal(j[0].verdict,
					 neg == VERDICT_PASS &&
							 pos != VERDICT_PASS
						 ? VERDICT_ERROR
						 : neg);
			text_release(&j[0].sentence);
			text_release(&j[1].sentence);
		}
	}
	/* a twin that is not there proves nothing either */
	cases[0].expect.twin = "o/gone";
	struct judgement j[2] = { { .verdict = VERDICT_PASS },
				  { .verdict = VERDICT_PASS } };

	text_init(&j[0].sentence);
	judge_twins(&plan, j);
	assert_int_equal(j[0].verdict, VERDICT_ERROR);
	text_release(&j[0].sentence);
}

static void test_last_insn(void **state)
{
	static const struct {
		const char *log;
		int64_t last; /* -1: none */
	} rows[] = {
		{ "", -1 },
		{ "\n\n\n", -1 },
		{ "0: (b7) r0 = 0", 0 },
		{ "0: (b7) r0 = 0\n12: (85) call x#1\nbad\n", 12 },
		{ "12: (85) call x\n3: (95) exit\nprocessed 4 insns", 3 },
		{ "  4: (95) exit\n", -1 },
		{ "mark_precise: before 3: (b7) r2 = 0\n", -1 },
		{ "; int x = 1: (b7) @ f.c:4\n", -1 },
		{ "4: R0=1\n", -1 },
		{ "4: (9", -1 },
		{ "4: (", -1 },
		{ "4", -1 },
		{ "4294967296: (95) exit\n", -1 },
		{ "99999999999999999999999999: (95) exit\n", -1 },
		{ "4294967295: (95) exit\n", 4294967295 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		uint32_t last = 0;
		bool found = judge_last_insn(rows[i].log, &last);

		assert_int_equal(found, rows[i].last >= 0);
		if (found)
			assert_int_equal(last, rows[i].last);
	}
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_negative),
		TEST(test_claim),
		TEST(test_not_run),
		TEST(test_errors_come_first),
		TEST(test_wrong_reasons),
		TEST(test_any_errno),
		TEST(test_positive),
		TEST(test_exercised),
		TEST(test_prints),
		TEST(test_twins),
		TEST(test_last_insn),
		TEST(test_a_step_is_as_patched_or_as_baseline),
	};

	return cmocka_run_group_tests_name("judge", tests, NULL, NULL);
}
