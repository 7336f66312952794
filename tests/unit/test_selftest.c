// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plan.h"
#include "selftest.h"

#define HEAD "kfunc-rig-selftests 1\n"
/* what makes a plan of the object whole */
#define WHOLE HEAD "selftest/@\ttest_expect_success\n"

static char dir[] = "/tmp/test_selftest.XXXXXX";
static char object[PATH_MAX], facts[PATH_MAX];
static struct plan plan;
static char why[512];

static int make_dir(void **state)
{
	const char *host = getenv("HOST");
	char from[PATH_MAX], target[PATH_MAX];

	if (!mkdtemp(dir))
		return -1;
	snprintf(from, sizeof(from), "%s/unit/objs/selftest.bpf.o",
		 host ? host : "build/host");
	snprintf(object, sizeof(object), "%s/selftest.bpf.o", dir);
	snprintf(facts, sizeof(facts), "%s/facts", dir);
	return realpath(from, target) ? symlink(target, object) : -1;
}

static int remove_dir(void **state)
{
	unlink(object);
	unlink(facts);
	return rmdir(dir);
}

static int scan(const char *text)
{
	FILE *f = fopen(facts, "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
	why[0] = '\0';
	return plan_scan(dir, facts, "x86_64", "patched", &plan, why,
			 sizeof(why));
}

static void scan_good(const char *text)
{
	int err = scan(text);

	if (err)
		fail_msg("%d: %s", err, why);
}

static const struct expect *expected(const char *program)
{
	char id[128];
	const struct plan_case *c;

	snprintf(id, sizeof(id), "selftest/%s", program);
	c = plan_find(&plan, id);
	if (!c)
		fail_msg("%s is no case", id);
	return &c->expect;
}

static void test_a_refusal_is_the_verifiers_with_any_errno(void **state)
{
	const struct expect *e;

	scan_good(WHOLE);
	e = expected("refused");
	assert_int_equal(e->verdict, EXPECT_FAILURE);
	assert_int_equal(e->stage, RECORD_STAGE_VERIFIER);
	assert_true(e->any_errno);
	assert_null(e->twin);
	assert_int_equal(e->patterns_nr, 1);
	assert_false(e->has_retval); /* what is refused is not run */
	e = expected("refused_quietly");
	assert_int_equal(e->verdict, EXPECT_FAILURE);
	assert_int_equal(e->stage, RECORD_STAGE_VERIFIER);
	plan_release(&plan);
}

static void test_a_message_or_value_alone_means_success(void **state)
{
	scan_good(WHOLE);
	assert_int_equal(expected("only_retval")->verdict, EXPECT_SUCCESS);
	assert_int_equal(expected("only_retval")->retval, 5);
	assert_int_equal(expected("only_message")->verdict, EXPECT_SUCCESS);
	assert_false(expected("only_message")->any_errno);
	plan_release(&plan);
}

static void test_patterns_are_of_the_log_that_was_asked_for(void **state)
{
	scan_good(WHOLE);
	assert_int_equal(expected("refused")->log_level, 1);
	assert_int_equal(expected("only_message")->log_level, 4 | 1);
	assert_int_equal(expected("at_level_2")->log_level, 2);
	/* for people */
	assert_int_equal(expected("accepted")->log_level, 2);
	assert_int_equal(expected("refused_quietly")->log_level, 2);
	plan_release(&plan);
}

static void test_all_declared_kfuncs_are_needed(void **state)
{
	const struct expect *e;

	scan_good(WHOLE);
	e = expected("refused_quietly");
	assert_int_equal(e->needs_nr, 2);
	for (size_t i = 0; i < e->needs_nr; i++) {
		assert_int_equal(e->needs[i].kind, EXPECT_NEED_KFUNC);
		/* not the variable; and libbpf looks for no flavour */
		if (strcmp(e->needs[i].name, "bpf_foo") != 0)
			assert_string_equal(e->needs[i].name, "bpf_bar");
	}
	plan_release(&plan);
}

static void test_a_kfunc_may_be_stated_to_be_missing(void **state)
{
	const struct expect *e;

	scan_good(WHOLE "selftest/+\trig_absent=bpf_bar\n");
	e = expected("accepted");
	assert_int_equal(e->needs_nr, 2);
	for (size_t i = 0; i < e->needs_nr; i++)
		assert_int_equal(e->needs[i].kind,
				 strcmp(e->needs[i].name, "bpf_bar") == 0
					 ? EXPECT_NEED_ABSENT
					 : EXPECT_NEED_KFUNC);
	plan_release(&plan);
}

static void test_facts_speak_for_silent_programs_alone(void **state)
{
	scan_good(HEAD "selftest/@\ttest_expect_failure\n"
		       "selftest/@\ttest_expect_msg=a\\nb\\\\n\n"
		       "selftest/silent_too\ttest_retval=7\n");
	assert_int_equal(expected("accepted")->verdict, EXPECT_SUCCESS);
	assert_int_equal(expected("silent")->verdict, EXPECT_FAILURE);
	assert_string_equal(expected("silent")->patterns[0].text, "a\nb\\n");
	assert_int_equal(expected("silent_too")->verdict, EXPECT_SUCCESS);
	assert_int_equal(expected("silent_too")->retval, 7);
	plan_release(&plan);
}

static const char *skip_of(const char *id)
{
	for (size_t i = 0; i < plan.skips.nr; i++)
		if (strcmp(plan.skips.list[i].id, id) == 0)
			return plan.skips.list[i].why;
	return "it is not skipped";
}

static void test_what_is_not_run_is_told(void **state)
{
	scan_good(HEAD "selftest/silent\trig_skip=it is late\n"
		       "selftest/silent_too\ttest_expect_success\n"
		       "other/+\trig_skip=it is not built\n"
		       "not_picked/@\ttest_expect_success\n");
	assert_int_equal(plan.skips.nr, 6);
	assert_string_equal(skip_of("other/*"), "it is not built");
	assert_string_equal(skip_of("selftest/silent"), "it is late");
	assert_string_equal(skip_of("selftest/elsewhere"),
			    "it is for other arches");
	assert_string_equal(skip_of("selftest/both_halves @unpriv"),
			    "programs are loaded by root alone");
	assert_string_equal(skip_of("selftest/other_half @unpriv"),
			    "programs are loaded by root alone");
	assert_string_equal(skip_of("selftest/other_half"),
			    "it states only what a user without rights gets");
	assert_int_equal(expected("both_halves")->verdict, EXPECT_SUCCESS);
	assert_null(plan_find(&plan, "selftest/helper"));
	plan_release(&plan);
}

static void test_slips(void **state)
{
	static const struct {
		const char *text;
		const char *words;
	} slips[] = {
		{ HEAD, "'silent': it states nothing, and no fact" },
		{ "", "it states no fact" },
		{ "selftest/@\ttest_expect_success\n", "facts:1: " },
		{ HEAD "selftest\ttest_expect_success\n", "facts:2: " },
		{ HEAD "/@\ttest_expect_success\n", "facts:2: " },
		{ HEAD "selftest/@ test_expect_success\n", "facts:2: " },
		{ HEAD "selftest/@\ttest_expect_msg=\\t\n", "facts:2: " },
		{ HEAD "selftest/@\ttest_succes\n",
		  "'silent': unknown tag 'test_succes'" },
		{ WHOLE "selftest/no_such\ttest_expect_success\n",
		  "facts:3: selftest/no_such\ttest_expect_success: no program" },
		{ WHOLE "selftest/refused\ttest_expect_success\n",
		  "'refused': both success and failure" },
		{ WHOLE "selftest/accepted\trig_stage=verifier\n",
		  "'accepted': success with the stage or errno" },
	};

	for (size_t i = 0; i < sizeof(slips) / sizeof(slips[0]); i++) {
		assert_int_not_equal(scan(slips[i].text), 0);
		if (!strstr(why, slips[i].words))
			fail_msg("'%s' does not say '%s'", why, slips[i].words);
		assert_int_equal(plan.nr, 0);
	}
}

/* A folder without facts is of our own programs, and nothing is guessed. */
static void test_without_facts_the_strict_rules_hold(void **state)
{
	assert_int_not_equal(plan_scan(dir, NULL, "x86_64", "patched", &plan,
				       why, sizeof(why)),
			     0);
	assert_non_null(strstr(why, "no need is stated"));
	assert_int_not_equal(plan_scan(dir, "/nowhere", "x86_64", "patched",
				       &plan, why, sizeof(why)),
			     0);
	assert_non_null(strstr(why, "/nowhere: No such file"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			test_a_refusal_is_the_verifiers_with_any_errno),
		cmocka_unit_test(test_a_message_or_value_alone_means_success),
		cmocka_unit_test(
			test_patterns_are_of_the_log_that_was_asked_for),
		cmocka_unit_test(test_all_declared_kfuncs_are_needed),
		cmocka_unit_test(test_a_kfunc_may_be_stated_to_be_missing),
		cmocka_unit_test(test_facts_speak_for_silent_programs_alone),
		cmocka_unit_test(test_what_is_not_run_is_told),
		cmocka_unit_test(test_slips),
		cmocka_unit_test(test_without_facts_the_strict_rules_hold),
	};

	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
