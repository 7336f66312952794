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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_log_is_named_after_its_case),
		cmocka_unit_test(test_no_two_cases_share_a_log),
		cmocka_unit_test(test_no_name_leaves_the_folder),
	};

	return cmocka_run_group_tests_name("result", tests, NULL, NULL);
}
