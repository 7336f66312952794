// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static void assert_clean(const char *in, size_t bytes, const char *want)
{
	struct text t = TEXT_INIT;

	text_put_clean(&t, in, bytes);
	assert_string_equal(t.data, want);
	text_release(&t);
}

#define ASSERT_CLEAN(in, want) assert_clean(in, sizeof(in) - 1, want)

static void test_clean(void **state)
{
	ASSERT_CLEAN("plain\ttext\n", "plain\ttext\n");
	ASSERT_CLEAN("caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x99\x82",
		     "caf\xc3\xa9 \xe2\x82\xac \xf0\x9f\x99\x82");
	ASSERT_CLEAN("\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m");
	ASSERT_CLEAN("a\0b\x7f", "a\\x00b\\x7f");
	ASSERT_CLEAN("line\r\nover\rwritten", "line\nover\\x0dwritten");
	ASSERT_CLEAN("\r", "\\x0d");
}

static void test_clean_bad_utf8(void **state)
{
	ASSERT_CLEAN("\xff\xfe", "\\xff\\xfe");
	ASSERT_CLEAN("\x80", "\\x80");
	ASSERT_CLEAN("cut \xe2\x82", "cut \\xe2\\x82");
	ASSERT_CLEAN("\xc0\xaf", "\\xc0\\xaf"); /* overlong */
	ASSERT_CLEAN("\xe0\x80\xaf", "\\xe0\\x80\\xaf");
	ASSERT_CLEAN("\xed\xa0\x80", "\\xed\\xa0\\x80"); /* a surrogate */
	ASSERT_CLEAN("\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80");
	ASSERT_CLEAN("\xf8\x88\x80\x80\x80", "\\xf8\\x88\\x80\\x80\\x80");
}

static void test_clean_unseen(void **state)
{
	ASSERT_CLEAN("\xc2\x9b", "\\u009b"); /* CSI as one character */
	ASSERT_CLEAN("\xe2\x80\xae", "\\u202e"); /* right to left */
	ASSERT_CLEAN("\xef\xbf\xbe", "\\ufffe"); /* not in XML */
	ASSERT_CLEAN("\xef\xbb\xbf", "\\ufeff");
	ASSERT_CLEAN("\xf3\xa0\x80\x81", "\\ue0001");
}

static void test_clean_line(void **state)
{
	struct text t = TEXT_INIT;

	text_put_clean_line(&t, "one\ntwo\tthree\r\n", 15);
	assert_string_equal(t.data, "one two three ");
	text_release(&t);
}

/* Nothing that comes out would change under a second cleaning. */
static void test_clean_every_pair(void **state)
{
	struct text once = TEXT_INIT, twice = TEXT_INIT;

	for (int i = 0; i < 0x10000; i++) {
		char pair[2] = { (char)(i >> 8), (char)i };

		text_reset(&once);
		text_reset(&twice);
		text_put_clean(&once, pair, 2);
		text_put_clean(&twice, once.data, once.bytes);
		assert_string_equal(once.data, twice.data);
	}
	text_release(&once);
	text_release(&twice);
}

static void test_grows(void **state)
{
	struct text t = TEXT_INIT;
	char *taken;

	assert_string_equal(t.data, "");
	for (int i = 0; i < 10000; i++)
		text_printf(&t, "%04d", i);
	assert_int_equal(t.bytes, 40000);
	assert_memory_equal(t.data + 39996, "9999", 5);
	taken = text_take(&t);
	assert_string_equal(t.data, "");
	assert_int_equal(strlen(taken), 40000);
	free(taken);
	taken = text_take(&t);
	assert_string_equal(taken, "");
	free(taken);
	text_release(&t);
}

static void test_array_grows(void **state)
{
	int *a = NULL;

	for (size_t i = 0; i < 100; i++) {
		a = text_grow(a, i, sizeof(*a));
		assert_int_equal(a[i], 0);
		a[i] = (int)i + 1;
	}
	for (int i = 0; i < 100; i++)
		assert_int_equal(a[i], i + 1);
	free(a);
}

static void test_quoted(void **state)
{
	static const char *const rows[][2] = {
		{ "plain-1.0/x=y,z", "plain-1.0/x=y,z" },
		{ "", "''" },
		{ "two words", "'two words'" },
		{ "it's", "'it'\\''s'" },
		{ "$(x)", "'$(x)'" },
		{ "a;b", "'a;b'" },
		{ "~", "'~'" },
	};
	struct text t = TEXT_INIT;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		text_reset(&t);
		text_put_quoted(&t, rows[i][0]);
		assert_string_equal(t.data, rows[i][1]);
	}
	text_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clean),
		cmocka_unit_test(test_clean_bad_utf8),
		cmocka_unit_test(test_clean_unseen),
		cmocka_unit_test(test_clean_line),
		cmocka_unit_test(test_clean_every_pair),
		cmocka_unit_test(test_grows),
		cmocka_unit_test(test_array_grows),
		cmocka_unit_test(test_quoted),
	};

	return cmocka_run_group_tests_name("text", tests, NULL, NULL);
}
