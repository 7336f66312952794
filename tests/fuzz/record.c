// SPDX-License-Identifier: GPL-2.0-only
/*
 * The stream of records: frames, their order on the channel, the order of what
 * they say. The bytes are heard as they are, and once more with nonce, sequence
 * numbers and checksums put right, for no fuzzer guesses a checksum.
 */
#include "target.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "channel.h"
#include "record.h"
#include "session.h"
#include "text.h"

/* Where record.c has them. */
#define AT_SEQ 8
#define AT_LENGTH 12
#define AT_NONCE 16
#define AT_CRC 32

static struct record record, decoded;
static uint8_t frame[RECORD_HEADER_BYTES + RECORD_PAYLOAD_MAX_BYTES];

static void store32(uint8_t *p, uint32_t v)
{
	for (int i = 0; i < 4; i++)
		p[i] = (uint8_t)(v >> 8 * i);
}

static uint32_t load32(const uint8_t *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	       (uint32_t)p[3] << 24;
}

/* Makes whatever looks like a frame one of this run. */
static void put_right(uint8_t *data, size_t bytes)
{
	const uint8_t *nonce = data + AT_NONCE;
	uint32_t seq = 0;

	while (bytes >= RECORD_HEADER_BYTES) {
		size_t whole =
			RECORD_HEADER_BYTES + (size_t)load32(data + AT_LENGTH);

		if (whole > bytes)
			return;
		memmove(data + AT_NONCE, nonce, RECORD_NONCE_BYTES);
		store32(data + AT_SEQ, seq++);
		store32(data + AT_CRC, 0);
		store32(data + AT_CRC,
			(uint32_t)crc32(crc32(0, NULL, 0), data, whole));
		data += whole;
		bytes -= whole;
	}
}

static void must_encode_to(const struct record *r, const uint8_t *want,
			   size_t want_bytes)
{
	size_t bytes = 0;

	fuzz_must(record_encode(r, frame, want_bytes, &bytes) == 0);
	fuzz_must(bytes == want_bytes && !memcmp(frame, want, bytes));
	fuzz_must(record_encode(r, frame, want_bytes - 1, &bytes) == -EMSGSIZE);
}

/* The first plan in the stream, so that cases come to be run. */
static void take_plan(const uint8_t *data, size_t bytes, struct plan *plan)
{
	struct record_field f;
	size_t used, pos = 0;
	const char *why;

	while (!record_decode(data, bytes, &decoded, &used, &why)) {
		must_encode_to(&decoded, data, used);
		if (decoded.type == RECORD_PLAN)
			break;
		data += used;
		bytes -= used;
		decoded.type = 0;
	}
	while (decoded.type == RECORD_PLAN && record_next(&decoded, &pos, &f)) {
		struct plan_case *c;

		plan->cases =
			text_grow(plan->cases, plan->nr, sizeof(*plan->cases));
		c = &plan->cases[plan->nr++];
		c->id = text_format("%.*s", (int)f.bytes, (const char *)f.data);
	}
}

static void must_be_whole(const struct session *s)
{
	fuzz_must(s->done <= s->plan->nr);
	fuzz_must(!s->has_end || s->done == s->plan->nr);
	fuzz_must(!s->running || s->done < s->plan->nr);
	fuzz_must(s->spoilt == (s->defect.bytes > 0));
	for (size_t i = 0; i < s->plan->nr; i++) {
		const struct observation *seen = &s->seen[i];

		fuzz_must(seen->finished == (i < s->done));
		fuzz_must(seen->started ==
			  (seen->finished || (s->running && i == s->done)));
		fuzz_must(!seen->logs_whole || seen->finished);
		if (seen->reason)
			fuzz_must_be_clean(seen->reason);
		if (seen->object_sha256)
			fuzz_must_be_clean(seen->object_sha256);
	}
	fuzz_must_be_clean(s->error.data);
}

static void take(struct session *s, struct text *told)
{
	bool was_spoilt = s->spoilt;
	size_t done = s->done;
	int err = session_take(s, &record);

	fuzz_must(err == (s->spoilt ? -EPROTO : 0));
	fuzz_must(!was_spoilt || (s->spoilt && s->done == done));
	text_printf(told, "%u %u %08lx %d\n", record.type, record.seq,
		    crc32(0, record.payload, record.length), err);
}

/* Hears the stream in pieces; what came of it is told. */
static void listen(const uint8_t *data, size_t bytes, const struct plan *plan,
		   bool pieces, struct text *told)
{
	struct session s;
	struct channel c;
	int err = -EAGAIN;

	channel_init(&c,
		     bytes >= RECORD_HEADER_BYTES ? data + AT_NONCE : frame);
	session_init(&s, plan);
	for (size_t at = 0, piece; at < bytes; at += piece) {
		piece = pieces ? fuzz_piece(data, at, bytes) : bytes;
		channel_feed(&c, data + at, piece);
		while (!(err = channel_next(&c, &record)))
			take(&s, told);
		fuzz_must(err == (c.spoilt ? -EBADMSG : -EAGAIN));
	}
	channel_close(&c);
	fuzz_must(!c.cut || c.spoilt);
	fuzz_must(c.spoilt == (c.defect.bytes > 0));
	must_be_whole(&s);
	text_printf(told, "%d %d %zu %d %d %d\n%s\n%s\n", c.spoilt, c.cut,
		    s.done, s.running, s.has_end, s.has_error, c.defect.data,
		    s.defect.data);
	session_release(&s);
	channel_release(&c);
}

static void hear(const uint8_t *data, size_t bytes)
{
	struct text whole CLEANUP_TEXT = TEXT_INIT;
	struct text pieces CLEANUP_TEXT = TEXT_INIT;
	struct plan plan = { 0 };

	take_plan(data, bytes, &plan);
	listen(data, bytes, &plan, false, &whole);
	listen(data, bytes, &plan, true, &pieces);
	fuzz_must(!strcmp(whole.data, pieces.data));
	plan_release(&plan);
}

/* A record made of the bytes: what can be encoded is decoded to the same. */
static void make(const uint8_t *data, size_t bytes)
{
	const char *why;
	size_t used, again;

	if (bytes < RECORD_NONCE_BYTES + 2)
		return;
	record_init(&record, data[0] % 9, data + 1, data[bytes - 1]);
	data += 1 + RECORD_NONCE_BYTES;
	bytes -= 2 + RECORD_NONCE_BYTES;
	while (bytes > 2) {
		size_t take = data[1] < bytes - 2 ? data[1] : bytes - 2;

		record_put_bytes(&record, data[0], data + 2, take);
		data += 2 + take;
		bytes -= 2 + take;
	}
	if (record_encode(&record, frame, sizeof(frame), &used))
		return;
	fuzz_must(record_decode(frame, used, &decoded, &again, &why) == 0);
	fuzz_must(again == used && decoded.type == record.type);
	fuzz_must(decoded.seq == record.seq && decoded.length == record.length);
	fuzz_must(!memcmp(decoded.payload, record.payload, record.length));
	fuzz_must(record_decode(frame, used - 1, &decoded, &again, &why) ==
		  -EAGAIN);
	frame[bytes % used] ^= 1;
	fuzz_must(record_decode(frame, used, &decoded, &again, &why) < 0);
}

void fuzz_record(const uint8_t *data, size_t bytes)
{
	uint8_t *right = text_alloc(bytes, 1);

	hear(data, bytes);
	memcpy(right, data, bytes);
	put_right(right, bytes);
	hear(right, bytes);
	make(data, bytes);
	free(right);
}
