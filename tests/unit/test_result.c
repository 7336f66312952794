// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "result.h"

static char *log_name(char *id)
{
	const struct plan_case c = { .id = id };

	return result_log_name(&c);
}

static void is_named(char *id, const char *want)
{
	char *name = log_name(id);

	assert_string_equal(name, want);
	free(name);
}

static void test_a_log_is_named_after_its_case(void **state)
{
	is_named("object/program", "logs/object/program.log");
	is_named("a.b-c/d_e", "logs/a.b-c/d_e.log");
}

/* Underscores are common in both halves of an id. */
static void test_no_two_cases_share_a_log(void **state)
{
	is_named("a__b/c", "logs/a__b/c.log");
	is_named("a/b__c", "logs/a/b__c.log");
	is_named("a%20b/c", "logs/a%2520b/c.log");
	is_named("a b/c", "logs/a%20b/c.log");
}

static void test_no_name_leaves_the_folder(void **state)
{
	is_named("../x", "logs/%2e./x.log");
	is_named("/x", "logs/%2fx.log");
	is_named("a/../../x", "logs/a/%2e./%2e./x.log");
	is_named("a//x", "logs/a/%2fx.log");
	is_named("a\n\x1b/x", "logs/a%0a%1b/x.log");
}

static void test_what_a_case_was_held_to(void **state)
{
	struct plan_case c = { .id = "o/p" };
	struct judgement j = { .verdict = VERDICT_PASS };
	struct result r = {
		.plan = { &c, 1 },
		.judgements = &j,
	};
	static const struct {
		char *variant;
		const char *as;
	} rows[] = {
		{ "patched", "patched" },
		{ "baseline", "baseline" },
		{ "stock", "stock" },
		{ "mutant/any", "patched" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		r.manifest.variant = rows[i].variant;
		assert_string_equal(result_expected_as(&r, 0), rows[i].as);
		assert_ptr_equal(result_expected(&r, 0), &c.expect);
	}
	r.manifest.variant = "series/01";
	c.has_before = true;
	assert_null(result_expected_as(&r, 0));
	j.as = "baseline";
	assert_string_equal(result_expected_as(&r, 0), "baseline");
	assert_ptr_equal(result_expected(&r, 0), &c.before);
	j.as = "patched";
	assert_string_equal(result_expected_as(&r, 0), "patched");
	assert_ptr_equal(result_expected(&r, 0), &c.expect);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_log_is_named_after_its_case),
		cmocka_unit_test(test_no_two_cases_share_a_log),
		cmocka_unit_test(test_no_name_leaves_the_folder),
		cmocka_unit_test(test_what_a_case_was_held_to),
	};

	return cmocka_run_group_tests_name("result", tests, NULL, NULL);
}
