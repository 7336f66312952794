// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "channel.h"
#include "session.h"

/*
 * A green conversation, then everything that can be done to its records: only
 * the conversation itself is ever taken for whole.
 */
static const uint8_t nonce[RECORD_NONCE_BYTES] = "a nonce of a run";
static struct plan_case cases[] = { { .id = "o/one" }, { .id = "o/two" } };
static const struct plan plan = { .cases = cases, .nr = 2 };

#define RECORDS_MAX 16

static struct text records[RECORDS_MAX];
static size_t records_nr;
static struct record record;
static uint8_t frame[RECORD_HEADER_BYTES + RECORD_PAYLOAD_MAX_BYTES];

static void begin(enum record_type type)
{
	record_init(&record, type, nonce, records_nr);
}

static void number(enum record_key key, uint64_t value)
{
	record_put_number(&record, key, value);
}

static void finish(void)
{
	size_t bytes;

	assert_int_equal(record_encode(&record, frame, sizeof(frame), &bytes),
			 0);
	text_init(&records[records_nr]);
	text_put(&records[records_nr++], frame, bytes);
}

static void put_case(const char *id, uint64_t index)
{
	static const char log[] = "0: (95) exit\n";

	begin(RECORD_START);
	record_put_text(&record, RECORD_KEY_CASE, id);
	number(RECORD_KEY_INDEX, index);
	record_put_text(&record, RECORD_KEY_OBJECT_SHA256, "h");
	number(RECORD_KEY_UPTIME_MS, 1);
	finish();
	begin(RECORD_LOG);
	number(RECORD_KEY_INDEX, index);
	number(RECORD_KEY_STREAM, RECORD_STREAM_VERIFIER);
	record_put_text(&record, RECORD_KEY_DATA, log);
	finish();
	begin(RECORD_VERDICT);
	record_put_text(&record, RECORD_KEY_CASE, id);
	number(RECORD_KEY_INDEX, index);
	number(RECORD_KEY_STAGE, RECORD_STAGE_DONE);
	number(RECORD_KEY_ERRNO, 0);
	number(RECORD_KEY_LIBBPF_BYTES, 0);
	number(RECORD_KEY_VERIFIER_BYTES, sizeof(log) - 1);
	number(RECORD_KEY_STDOUT_BYTES, 0);
	number(RECORD_KEY_STDERR_BYTES, 0);
	number(RECORD_KEY_LOG_CRC,
	       crc32(crc32(0, NULL, 0), (const Bytef *)log, sizeof(log) - 1));
	number(RECORD_KEY_ELAPSED_US, 5);
	finish();
}

static void put_hello(int slices)
{
	begin(RECORD_HELLO);
	record_put_text(&record, RECORD_KEY_MACHINE, "x");
	record_put_text(&record, RECORD_KEY_RELEASE, "r");
	record_put_text(&record, RECORD_KEY_VERSION, "v");
	record_put_text(&record, RECORD_KEY_BUILD_ID, "b");
	record_put_text(&record, RECORD_KEY_BTF_SHA256, "t");
	record_put_text(&record, RECORD_KEY_CONFIG_SHA256, "c");
	record_put_text(&record, RECORD_KEY_MODULE, "m\x1b[1m 1");
	number(RECORD_KEY_CPUS, 1);
	number(RECORD_KEY_MEM_KIB, 1);
	number(RECORD_KEY_UPTIME_MS, 1);
	for (int i = 0; i < slices; i++)
		number(RECORD_KEY_SLICE_US, 7);
	finish();
}

static int set_up(void **state)
{
	records_nr = 0;
	put_hello(RECORD_SLICES);
	begin(RECORD_PLAN);
	record_put_text(&record, RECORD_KEY_CASE, "o/one");
	record_put_text(&record, RECORD_KEY_CASE, "o/two");
	finish();
	put_case("o/one", 0);
	put_case("o/two", 1);
	begin(RECORD_END);
	number(RECORD_KEY_COUNT, 2);
	number(RECORD_KEY_UPTIME_MS, 9);
	finish();
	return 0;
}

static int tear_down(void **state)
{
	for (size_t i = 0; i < records_nr; i++)
		text_release(&records[i]);
	return 0;
}

/* Sent as they stand, with the sequence numbers made to fit or not. */
static bool is_whole(const size_t *order, size_t nr, bool renumber)
{
	struct session s;
	bool whole;

	session_init(&s, &plan);
	for (size_t i = 0; i < nr; i++) {
		const struct text *t = &records[order[i]];
		const char *why;
		size_t bytes;

		assert_int_equal(record_decode((uint8_t *)t->data, t->bytes,
					       &record, &bytes, &why),
				 0);
		if (!renumber && record.seq != i)
			s.spoilt = true;
		session_take(&s, &record);
	}
	whole = s.has_end && !s.spoilt;
	for (size_t i = 0; whole && i < plan.nr; i++)
		whole = s.seen[i].finished && s.seen[i].logs_whole;
	session_release(&s);
	return whole;
}

static void test_green(void **state)
{
	size_t order[RECORDS_MAX];
	struct session s;

	for (size_t i = 0; i < records_nr; i++)
		order[i] = i;
	assert_true(is_whole(order, records_nr, false));
	session_init(&s, &plan);
	record_decode((uint8_t *)records[0].data, records[0].bytes, &record,
		      &(size_t){ 0 }, &(const char *){ NULL });
	assert_int_equal(session_take(&s, &record), 0);
	assert_string_equal(s.hello.modules[0], "m\\x1b[1m 1");
	session_release(&s);
}

/* A guest that says less or more of its pace has none that counts. */
static void test_slices(void **state)
{
	for (int slices = 1; slices <= 2 * RECORD_SLICES; slices++) {
		struct session s;
		size_t nr = records_nr, bytes;
		const char *why;

		put_hello(slices);
		assert_int_equal(record_decode((uint8_t *)records[nr].data,
					       records[nr].bytes, &record,
					       &bytes, &why),
				 0);
		session_init(&s, &plan);
		assert_int_equal(session_take(&s, &record),
				 slices == RECORD_SLICES ? 0 : -EPROTO);
		assert_int_equal(s.hello.slices_us[0],
				 slices == RECORD_SLICES ? 7 : 0);
		session_release(&s);
		text_release(&records[nr]);
		records_nr = nr;
	}
}

/* Each one left out, sent twice, or changed with each other. */
static void test_other_orders(void **state)
{
	size_t order[RECORDS_MAX + 1];

	for (size_t a = 0; a < records_nr; a++) {
		size_t n = 0;

		for (size_t i = 0; i < records_nr; i++)
			if (i != a)
				order[n++] = i;
		assert_false(is_whole(order, n, true));
		for (size_t b = 0; b <= records_nr; b++) {
			n = 0;
			for (size_t i = 0; i < records_nr; i++) {
				if (i == b)
					order[n++] = a;
				order[n++] = i;
			}
			if (b == records_nr)
				order[n++] = a;
			assert_false(is_whole(order, n, true));
		}
		for (size_t b = a + 1; b < records_nr; b++) {
			for (size_t i = 0; i < records_nr; i++)
				order[i] = i == a ? b : i == b ? a : i;
			assert_false(is_whole(order, records_nr, true));
		}
	}
}

/* Every prefix of the stream of bytes, and every byte of it changed. */
static void test_bytes(void **state)
{
	struct text stream = TEXT_INIT;

	for (size_t i = 0; i < records_nr; i++)
		text_put(&stream, records[i].data, records[i].bytes);
	for (size_t at = 0; at <= stream.bytes; at++) {
		for (int change = 0; change < 2; change++) {
			size_t bytes = change ? stream.bytes : at;
			struct session s;
			struct channel c;

			if (change && at < stream.bytes)
				stream.data[at] ^= 0x10;
			session_init(&s, &plan);
			channel_init(&c, nonce);
			channel_feed(&c, stream.data, bytes);
			while (!channel_next(&c, &record))
				session_take(&s, &record);
			channel_close(&c);
			assert_int_equal(s.has_end && !s.spoilt && !c.spoilt,
					 at == stream.bytes);
			channel_release(&c);
			session_release(&s);
			if (change && at < stream.bytes)
				stream.data[at] ^= 0x10;
		}
	}
	text_release(&stream);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slices),
		cmocka_unit_test(test_green),
		cmocka_unit_test(test_other_orders),
		cmocka_unit_test(test_bytes),
	};

	return cmocka_run_group_tests_name("session", tests, set_up, tear_down);
}
