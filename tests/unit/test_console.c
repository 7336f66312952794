// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "console.h"
#include "text.h"

/* Lines as they come, each in <>. */
static void collect(void *context, const char *line, size_t bytes)
{
	struct text *t = context;

	text_putc(t, '<');
	text_put(t, line, bytes);
	text_putc(t, '>');
}

static void assert_lines(const char *data, size_t bytes, size_t piece,
			 const char *want)
{
	struct console *c = malloc(sizeof(*c));
	struct text t = TEXT_INIT;

	console_init(c, collect, &t);
	for (size_t at = 0; at < bytes; at += piece)
		console_feed(c, data + at,
			     bytes - at < piece ? bytes - at : piece);
	console_close(c);
	assert_string_equal(t.data, want);
	text_release(&t);
	free(c);
}

/* However the bytes are cut, the lines are the same. */
static void test_lines(void **state)
{
	static const char data[] = "one\r\ntwo\n\n  three \t\r\r\nlast";

	for (size_t piece = 1; piece < sizeof(data); piece++)
		assert_lines(data, sizeof(data) - 1, piece,
			     "<one><two><><  three \t><last>");
	assert_lines("", 0, 1, "");
	assert_lines("end\n", 4, 4, "<end>");
}

/* Only CR and LF at the end are taken off: the rest is for the judge. */
static void test_nothing_else_is_stripped(void **state)
{
	assert_lines("a\rb\x1b[0m \n", 9, 9, "<a\rb\x1b[0m >");
}

static void count_crash(void *context, const char *line, size_t bytes)
{
	int *crashes = context;

	assert_true(bytes <= CONSOLE_LINE_BYTES);
	*crashes += console_is_crash(line, bytes);
}

/* A panic is seen wherever in a line without end it stands. */
static void test_long_lines(void **state)
{
	static const char words[] = "Kernel panic - not syncing";
	size_t bytes = 3 * CONSOLE_LINE_BYTES;
	struct console *c = malloc(sizeof(*c));
	char *data = malloc(bytes);

	for (size_t at = 0; at + sizeof(words) < bytes; at += 13) {
		int crashes = 0;

		memset(data, 'x', bytes);
		memcpy(data + at, words, sizeof(words) - 1);
		console_init(c, count_crash, &crashes);
		console_feed(c, data, bytes);
		console_close(c);
		assert_true(crashes >= 1);
	}
	free(data);
	free(c);
}

/* A line of exactly the buffer's size does not come out twice. */
static void test_exact_size(void **state)
{
	struct console *c = malloc(sizeof(*c));
	char data[CONSOLE_LINE_BYTES];
	struct text t = TEXT_INIT;

	memset(data, 'x', sizeof(data));
	console_init(c, collect, &t);
	console_feed(c, data, sizeof(data));
	console_close(c);
	assert_int_equal(t.bytes, sizeof(data) + 2);
	text_release(&t);
	free(c);
}

static void test_crashes(void **state)
{
	static const char *const yes[] = {
		"[    1.0] Kernel panic - not syncing: Fatal exception",
		"[    1.0] Oops: 0000 [#1] SMP",
		"[    1.0] Internal error: Oops: 96000004 [#1] SMP",
		"[    1.0] kernel BUG at mm/slub.c:1!",
		"[    1.0] Unable to handle kernel NULL pointer dereference",
	};
	static const char *const no[] = {
		"",
		"[    1.0] Kernel command line: panic=-1 oops=panic",
		"[    1.0] WARNING: CPU: 0 PID: 1 at x.c:1",
		"Kernel panic",
	};

	for (size_t i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		assert_true(console_is_crash(yes[i], strlen(yes[i])));
	for (size_t i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		assert_false(console_is_crash(no[i], strlen(no[i])));
}

static void test_stamps(void **state)
{
	static const struct {
		const char *line;
		int64_t us;
	} rows[] = {
		{ "[    0.000000] Linux", 0 },
		{ "[    1.234567] x", 1234567 },
		{ "[12345.000001]", 12345000001 },
		{ "[999999999.999999] x", 999999999999999 },
		/* what only looks like it */
		{ "", -1 },
		{ "[", -1 },
		{ "[    1.234567", -1 },
		{ " [    1.234567] x", -1 },
		{ "[    1.23456] x", -1 },
		{ "[    1.2345678] x", -1 },
		{ "[1234567890.123456] x", -1 },
		{ "[    .123456] x", -1 },
		{ "[    1] x", -1 },
		{ "[   -1.234567] x", -1 },
		{ "[    1.2.4567] x", -1 },
		{ "[    1. 34567] x", -1 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(console_stamp_us(rows[i].line,
						  strlen(rows[i].line)),
				 rows[i].us);
	/* the line is not ended by a NUL */
	assert_int_equal(console_stamp_us("[    1.234567]", 13), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stamps),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_nothing_else_is_stripped),
		cmocka_unit_test(test_long_lines),
		cmocka_unit_test(test_exact_size),
		cmocka_unit_test(test_crashes),
	};

	return cmocka_run_group_tests_name("console", tests, NULL, NULL);
}
