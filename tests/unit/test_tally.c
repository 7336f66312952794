// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "result.h"
#include "tally.h"

static struct plan_case cases[] = {
	{ .id = "a/one" },
	{ .id = "a/two" },
	{ .id = "ab/one" },
};
static struct skip skips[] = {
	{ "ab/two", "why" },
	{ "ab/one @unpriv", "why" },
	{ "c/*", "why" },
};
static struct judgement judgements[] = {
	{ .verdict = VERDICT_PASS },
	{ .verdict = VERDICT_FAIL },
	{ .verdict = VERDICT_PASS },
};

static void test_a_line_an_object(void **state)
{
	const struct result r = {
		.plan = { .cases = cases,
			  .nr = 3,
			  .skips = { .list = skips, .nr = 3 } },
		.judgements = judgements,
	};
	struct text out = TEXT_INIT;

	tally_put(&r, &out);
	assert_string_equal(
		out.data,
		"object                                     cases\n"
		"a                                              2  1 FAIL  1 PASS\n"
		"ab                                             1  1 PASS  1 SKIP\n"
		"2 objects\n");
	text_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_line_an_object),
	};

	return cmocka_run_group_tests_name("tally", tests, NULL, NULL);
}
