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

#include "record.h"

static const uint8_t nonce[RECORD_NONCE_BYTES] = {
	1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16
};

/* Two records are too large for a test's stack. */
static struct record in, out;
static uint8_t frame[RECORD_HEADER_BYTES + RECORD_PAYLOAD_MAX_BYTES];
static size_t frame_bytes;

static void put_verdict(struct record *r)
{
	record_init(r, RECORD_VERDICT, nonce, 7);
	record_put_text(r, RECORD_KEY_CASE, "obj/prog");
	record_put_number(r, RECORD_KEY_INDEX, 3);
	record_put_number(r, RECORD_KEY_STAGE, RECORD_STAGE_VERIFIER);
	record_put_number(r, RECORD_KEY_ERRNO, EINVAL);
	record_put_number(r, RECORD_KEY_LIBBPF_BYTES, 0);
	record_put_number(r, RECORD_KEY_VERIFIER_BYTES, 1234);
	record_put_number(r, RECORD_KEY_STDOUT_BYTES, 0);
	record_put_number(r, RECORD_KEY_STDERR_BYTES, 5);
	record_put_number(r, RECORD_KEY_LOG_CRC, 0xdeadbeef);
	record_put_number(r, RECORD_KEY_ELAPSED_US, UINT64_MAX);
}

static void encode_verdict(void)
{
	put_verdict(&in);
	assert_int_equal(record_encode(&in, frame, sizeof(frame), &frame_bytes),
			 0);
}

/* Makes the checksum right again, so that only the content is at fault. */
static void reseal(void)
{
	uLong crc;

	memset(frame + 32, 0, 4);
	crc = crc32(crc32(0, NULL, 0), frame, frame_bytes);
	for (int i = 0; i < 4; i++)
		frame[32 + i] = crc >> (8 * i) & 0xff;
}

static const char *refusal(void)
{
	const char *why = NULL;
	size_t bytes;

	assert_int_equal(record_decode(frame, frame_bytes, &out, &bytes, &why),
			 -EBADMSG);
	assert_non_null(why);
	return why;
}

static void test_round_trip(void **state)
{
	struct record_field f;
	const char *why;
	size_t bytes;

	(void)state;
	encode_verdict();
	assert_int_equal(record_decode(frame, frame_bytes, &out, &bytes, &why),
			 0);
	assert_int_equal(bytes, frame_bytes);
	assert_int_equal(out.type, RECORD_VERDICT);
	assert_int_equal(out.seq, 7);
	assert_memory_equal(out.nonce, nonce, sizeof(nonce));
	assert_true(record_find(&out, RECORD_KEY_CASE, &f));
	assert_int_equal(f.bytes, 8);
	assert_memory_equal(f.data, "obj/prog", 8);
	assert_true(record_find(&out, RECORD_KEY_ERRNO, &f));
	assert_int_equal(f.number, EINVAL);
	assert_true(record_find(&out, RECORD_KEY_ELAPSED_US, &f));
	assert_true(f.number == UINT64_MAX);
	assert_false(record_find(&out, RECORD_KEY_RETVAL, &f));
}

static void test_layout_is_little_endian(void **state)
{
	(void)state;
	encode_verdict();
	assert_memory_equal(frame, "KRIG\4\0\5\0\7\0\0\0", 12);
	assert_memory_equal(frame + 16, nonce, sizeof(nonce));
}

static void test_walk(void **state)
{
	struct record_field f;
	size_t pos = 0, n = 0;

	(void)state;
	record_init(&in, RECORD_PLAN, nonce, 1);
	record_put_text(&in, RECORD_KEY_CASE, "a/one");
	record_put_text(&in, RECORD_KEY_CASE, "a/two");
	while (record_next(&in, &pos, &f)) {
		assert_int_equal(f.key, RECORD_KEY_CASE);
		assert_memory_equal(f.data, n ? "a/two" : "a/one", 5);
		n++;
	}
	assert_int_equal(n, 2);
}

/* Every prefix is "not whole yet", and nothing is read past it. */
static void test_prefixes(void **state)
{
	const char *why;
	size_t bytes;

	(void)state;
	encode_verdict();
	for (size_t n = 0; n < frame_bytes; n++) {
		uint8_t *cut = malloc(n ? n : 1);

		memcpy(cut, frame, n);
		assert_int_equal(record_decode(cut, n, &out, &bytes, &why),
				 -EAGAIN);
		free(cut);
	}
}

/* No single flipped bit goes unnoticed. */
static void test_flipped_bits(void **state)
{
	const char *why;
	size_t bytes;

	(void)state;
	encode_verdict();
	for (size_t bit = 0; bit < frame_bytes * 8; bit++) {
		frame[bit / 8] ^= 1 << bit % 8;
		assert_int_not_equal(record_decode(frame, frame_bytes, &out,
						   &bytes, &why),
				     0);
		frame[bit / 8] ^= 1 << bit % 8;
	}
}

static void test_header_refusals(void **state)
{
	const char *why;
	size_t bytes;

	(void)state;
	encode_verdict();
	frame[0] = 'X';
	assert_non_null(strstr(refusal(), "no record"));
	assert_int_equal(record_decode(frame, 1, &out, &bytes, &why), -EBADMSG);
	encode_verdict();
	frame[4] = RECORD_VERSION + 1;
	assert_non_null(strstr(refusal(), "version"));
	encode_verdict();
	frame[6] = 99;
	assert_non_null(strstr(refusal(), "type is unknown"));
	encode_verdict();
	frame[6] = 0;
	assert_non_null(strstr(refusal(), "type is unknown"));
	/* a huge length is refused at once, not waited for */
	encode_verdict();
	memset(frame + 12, 0xff, 4);
	assert_non_null(strstr(refusal(), "longer"));
	encode_verdict();
	frame[frame_bytes - 1] ^= 1;
	assert_non_null(strstr(refusal(), "checksum"));
}

static void test_field_refusals(void **state)
{
	uint8_t *first = frame + RECORD_HEADER_BYTES;

	(void)state;
	encode_verdict();
	first[0] = 200;
	reseal();
	assert_non_null(strstr(refusal(), "unknown key"));
	encode_verdict();
	first[0] = 0;
	reseal();
	assert_non_null(strstr(refusal(), "unknown key"));
	encode_verdict();
	first[2] = 1;
	reseal();
	assert_non_null(strstr(refusal(), "zero"));
	encode_verdict();
	first[7] = 0xff;
	reseal();
	assert_non_null(strstr(refusal(), "longer than the payload"));
	encode_verdict();
	first[8] = '\0';
	reseal();
	assert_non_null(strstr(refusal(), "NUL"));
	encode_verdict();
	first[0] = RECORD_KEY_RELEASE;
	reseal();
	assert_non_null(strstr(refusal(), "does not belong"));
}

/* What the writer may not send is refused before it is sent. */
static void test_encode_refusals(void **state)
{
	(void)state;
	put_verdict(&in);
	record_put_number(&in, RECORD_KEY_ERRNO, EINVAL);
	assert_int_equal(record_encode(&in, frame, sizeof(frame), &frame_bytes),
			 -EBADMSG);
	put_verdict(&in);
	record_put_number(&in, RECORD_KEY_PROG_ID, 0);
	assert_int_equal(record_encode(&in, frame, sizeof(frame), &frame_bytes),
			 -EBADMSG);
	put_verdict(&in);
	record_put_text(&in, RECORD_KEY_REASON, "");
	assert_int_equal(record_encode(&in, frame, sizeof(frame), &frame_bytes),
			 -EBADMSG);
	put_verdict(&in);
	record_put_bytes(&in, RECORD_KEY_RETVAL, "1234", 4);
	assert_int_equal(record_encode(&in, frame, sizeof(frame), &frame_bytes),
			 -EBADMSG);
	record_init(&in, RECORD_START, nonce, 0);
	record_put_number(&in, RECORD_KEY_INDEX, 0);
	assert_int_equal(record_encode(&in, frame, sizeof(frame), &frame_bytes),
			 -EBADMSG);
	record_init(&in, 0, nonce, 0);
	assert_int_equal(record_encode(&in, frame, sizeof(frame), &frame_bytes),
			 -EBADMSG);
	put_verdict(&in);
	assert_int_equal(record_encode(&in, frame, RECORD_HEADER_BYTES,
				       &frame_bytes),
			 -EMSGSIZE);
}

static void test_overflow(void **state)
{
	static const uint8_t chunk[RECORD_LOG_CHUNK_BYTES];

	(void)state;
	record_init(&in, RECORD_LOG, nonce, 0);
	record_put_number(&in, RECORD_KEY_INDEX, 0);
	record_put_number(&in, RECORD_KEY_STREAM, RECORD_STREAM_VERIFIER);
	record_put_bytes(&in, RECORD_KEY_DATA, chunk, sizeof(chunk));
	assert_int_equal(record_encode(&in, frame, sizeof(frame), &frame_bytes),
			 0);
	record_put_bytes(&in, RECORD_KEY_DATA, chunk, sizeof(chunk));
	assert_true(in.overflow);
	assert_int_equal(record_encode(&in, frame, sizeof(frame), &frame_bytes),
			 -EMSGSIZE);
	/* a size that would wrap when a header is added to it */
	record_init(&in, RECORD_LOG, nonce, 0);
	record_put_bytes(&in, RECORD_KEY_DATA, chunk, SIZE_MAX);
	assert_true(in.overflow);
}

/* A stream is an index into what the host keeps: no other number is one. */
static void test_streams(void **state)
{
	for (uint64_t stream = 0; stream <= RECORD_STREAMS + 1; stream++) {
		bool known = stream >= 1 && stream <= RECORD_STREAMS;

		record_init(&in, RECORD_LOG, nonce, 0);
		record_put_number(&in, RECORD_KEY_INDEX, 0);
		record_put_number(&in, RECORD_KEY_STREAM, stream);
		record_put_bytes(&in, RECORD_KEY_DATA, "x", 1);
		assert_int_equal(record_encode(&in, frame, sizeof(frame),
					       &frame_bytes),
				 known ? 0 : -EBADMSG);
	}
}

static void test_names(void **state)
{
	enum record_stage stage;

	(void)state;
	for (int i = RECORD_STAGE_NEEDS; i <= RECORD_STAGE_DONE; i++) {
		assert_true(record_stage_parse(record_stage_name(i), &stage));
		assert_int_equal(stage, i);
	}
	assert_false(record_stage_parse("verify", &stage));
	assert_string_equal(record_stage_name(0), "unknown");
	assert_string_equal(record_stage_name(99), "unknown");
	assert_string_equal(record_type_name(RECORD_END), "END");
	assert_string_equal(record_type_name(0), "unknown");
	assert_string_equal(record_type_name(99), "unknown");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_layout_is_little_endian),
		cmocka_unit_test(test_walk),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_flipped_bits),
		cmocka_unit_test(test_header_refusals),
		cmocka_unit_test(test_field_refusals),
		cmocka_unit_test(test_encode_refusals),
		cmocka_unit_test(test_overflow),
		cmocka_unit_test(test_streams),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
