// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "options.h"
#include "text.h"

struct values {
	const char *text;
	struct option_list operands;
	struct option_list list;
	int64_t ms;
	int64_t number;
	bool flag;
};

#define ROW(m) offsetof(struct values, m)

static const struct option_row rows[] = {
	{ "text", "X", OPTION_TEXT, true, ROW(text), "a text" },
	{ "test", "X", OPTION_LIST, false, ROW(list), "a list" },
	{ "ms", "S", OPTION_SECONDS, false, ROW(ms), "a time" },
	{ "number", "N", OPTION_NUMBER, false, ROW(number), "a number" },
	{ "flag", NULL, OPTION_FLAG, false, ROW(flag), "a flag" },
	{ "WORD", NULL, OPTION_OPERAND, false, ROW(operands), "a word" },
};

static int parse(char **words, struct values *v, struct text *why)
{
	*v = (struct values){ 0 };
	return options_parse(rows, sizeof(rows) / sizeof(rows[0]), words, v,
			     why);
}

static void test_taken(void **state)
{
	char *words[] = { "--text",   "-x",	 "--test",  "a",
			  "--test=b", "--ms",	 "1.5",	    "--number=0",
			  "--flag",   "operand", "another", NULL };
	struct text why = TEXT_INIT;
	struct values v;

	assert_int_equal(parse(words, &v, &why), 0);
	assert_string_equal(v.text, "-x");
	assert_int_equal(v.list.nr, 2);
	assert_string_equal(v.list.values[1], "b");
	assert_int_equal(v.ms, 1500);
	assert_int_equal(v.number, 0);
	assert_true(v.flag);
	assert_int_equal(v.operands.nr, 2);
	assert_string_equal(v.operands.values[0], "operand");
	assert_string_equal(v.operands.values[1], "another");
	free(v.list.values);
	free(v.operands.values);
	text_release(&why);
}

static void test_refused(void **state)
{
	static char *const bad[][5] = {
		{ NULL }, /* --text is missing */
		{ "--text", NULL },
		{ "--text", "", NULL },
		{ "--text", "a", "--text", "b", NULL },
		{ "--text", "a", "--tex", "b", NULL },
		{ "--text", "a", "--flag=1", NULL },
		{ "--text", "a", "--ms", "0", NULL },
		{ "--text", "a", "--ms", "-1", NULL },
		{ "--text", "a", "--ms", "nan", NULL },
		{ "--text", "a", "--ms", "1x", NULL },
		{ "--text", "a", "--number", "-1", NULL },
		{ "--text", "a", "--number=", NULL },
		{ "--text=a", "", NULL },
		{ "--text=a", "-f", NULL },
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct text why = TEXT_INIT;
		struct values v;

		assert_int_equal(parse((char **)bad[i], &v, &why), -EINVAL);
		assert_true(why.bytes > 0);
		text_release(&why);
		free(v.operands.values);
		free(v.list.values);
	}
}

static void test_help(void **state)
{
	char *words[] = { "--help", NULL };
	struct text why = TEXT_INIT;
	struct values v;

	assert_int_equal(parse(words, &v, &why), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_taken),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_help),
	};

	return cmocka_run_group_tests_name("options", tests, NULL, NULL);
}
