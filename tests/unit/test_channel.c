// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "channel.h"

static const uint8_t nonce[RECORD_NONCE_BYTES] = "0123456789abcde";
static const uint8_t foreign[RECORD_NONCE_BYTES] = "0123456789abcdX";

static struct record record;
static uint8_t buf[RECORD_HEADER_BYTES + RECORD_PAYLOAD_MAX_BYTES];

/* Appends an ERROR record, the smallest kind. */
static void put(struct text *t, const uint8_t *whose, uint32_t seq)
{
	size_t bytes;

	record_init(&record, RECORD_ERROR, whose, seq);
	record_put_text(&record, RECORD_KEY_REASON, "because");
	assert_int_equal(record_encode(&record, buf, sizeof(buf), &bytes), 0);
	text_put(t, buf, bytes);
}

/* Feeds piecewise; returns how many records came out. */
static int feed(struct channel *c, const struct text *t, size_t piece)
{
	int records = 0;

	for (size_t at = 0; at < t->bytes; at += piece) {
		channel_feed(c, t->data + at,
			     t->bytes - at < piece ? t->bytes - at : piece);
		while (!channel_next(c, &record))
			records++;
	}
	channel_close(c);
	return records;
}

static void assert_fed(const struct text *t, int records, const char *defect,
		       bool cut)
{
	for (size_t piece = 1; piece <= t->bytes + 1; piece += 7) {
		struct channel c;

		channel_init(&c, nonce);
		assert_int_equal(feed(&c, t, piece), records);
		assert_int_equal(c.cut, cut);
		if (defect)
			assert_non_null(strstr(c.defect.data, defect));
		else
			assert_string_equal(c.defect.data, "");
		channel_release(&c);
	}
}

static void test_sound(void **state)
{
	struct text t = TEXT_INIT;

	for (uint32_t i = 0; i < 5; i++)
		put(&t, nonce, i);
	assert_fed(&t, 5, NULL, false);
	text_release(&t);
}

static void test_defects(void **state)
{
	static const struct {
		uint32_t seq;
		const uint8_t *nonce;
		const char *defect;
	} rows[] = {
		{ 0, nonce, "sent before" },
		{ 2, nonce, "missing" },
		{ 1, foreign, "another run" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct text t = TEXT_INIT;

		put(&t, nonce, 0);
		put(&t, rows[i].nonce, rows[i].seq);
		/* sound again, but too late */
		put(&t, nonce, 1);
		put(&t, nonce, 2);
		assert_fed(&t, 1, rows[i].defect, false);
		text_release(&t);
	}
}

static void test_cut(void **state)
{
	struct text t = TEXT_INIT;

	put(&t, nonce, 0);
	t.bytes--;
	assert_fed(&t, 0, "the last record is cut, at byte 0", true);
	text_release(&t);
}

static void test_junk(void **state)
{
	struct text t = TEXT_INIT;

	put(&t, nonce, 0);
	text_putc(&t, '\n');
	assert_fed(&t, 1, "no record where one should begin", false);
	text_release(&t);
}

/* The defect names the place in the stream, however much went before. */
static void test_offset(void **state)
{
	struct text t = TEXT_INIT, want = TEXT_INIT;

	for (uint32_t i = 0; i < 100; i++)
		put(&t, nonce, i);
	text_printf(&want, "at byte %zu of the channel, after 100 records",
		    t.bytes);
	text_puts(&t, "junk");
	assert_fed(&t, 100, want.data, false);
	text_release(&t);
	text_release(&want);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound),  cmocka_unit_test(test_defects),
		cmocka_unit_test(test_cut),    cmocka_unit_test(test_junk),
		cmocka_unit_test(test_offset),
	};

	return cmocka_run_group_tests_name("channel", tests, NULL, NULL);
}
