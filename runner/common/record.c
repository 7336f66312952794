// SPDX-License-Identifier: GPL-2.0-only
#include "record.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <zlib.h>

/* Where the header's integers stand; the nonce fills what is between. */
enum {
	AT_MAGIC = 0, /* u32 */
	AT_VERSION = 4, /* u16 */
	AT_TYPE = 6, /* u16 */
	AT_SEQ = 8, /* u32 */
	AT_LENGTH = 12, /* u32 */
	AT_NONCE = 16,
	AT_CRC = AT_NONCE + RECORD_NONCE_BYTES, /* u32 */
};

static_assert(AT_CRC + 4 == RECORD_HEADER_BYTES, "the header's size");

#define FIELD_HEADER_BYTES 8u
#define NUMBER_BYTES 8u

enum form {
	FORM_NONE,
	FORM_NUMBER,
	FORM_TEXT, /* no NUL inside; never empty */
	FORM_BYTES,
};

struct key_info {
	enum form form;
	uint64_t min, max; /* of a number */
};

static const struct key_info keys[] = {
	[RECORD_KEY_CASE] = { FORM_TEXT },
	[RECORD_KEY_INDEX] = { FORM_NUMBER, 0, UINT32_MAX },
	[RECORD_KEY_STREAM] = { FORM_NUMBER, RECORD_STREAM_LIBBPF,
				RECORD_STREAM_STDERR },
	[RECORD_KEY_DATA] = { FORM_BYTES },
	[RECORD_KEY_STAGE] = { FORM_NUMBER, RECORD_STAGE_NEEDS,
			       RECORD_STAGE_DONE },
	[RECORD_KEY_ERRNO] = { FORM_NUMBER, 0, 4095 },
	[RECORD_KEY_RETVAL] = { FORM_NUMBER, 0, UINT32_MAX },
	[RECORD_KEY_PROG_ID] = { FORM_NUMBER, 1, UINT32_MAX },
	[RECORD_KEY_REASON] = { FORM_TEXT },
	[RECORD_KEY_LIBBPF_BYTES] = { FORM_NUMBER, 0, UINT32_MAX },
	[RECORD_KEY_VERIFIER_BYTES] = { FORM_NUMBER, 0, UINT32_MAX },
	[RECORD_KEY_STDOUT_BYTES] = { FORM_NUMBER, 0, UINT32_MAX },
	[RECORD_KEY_STDERR_BYTES] = { FORM_NUMBER, 0, UINT32_MAX },
	[RECORD_KEY_LOG_CRC] = { FORM_NUMBER, 0, UINT32_MAX },
	[RECORD_KEY_INSNS] = { FORM_NUMBER, 0, UINT64_MAX },
	[RECORD_KEY_STATES] = { FORM_NUMBER, 0, UINT64_MAX },
	[RECORD_KEY_PEAK_STATES] = { FORM_NUMBER, 0, UINT64_MAX },
	[RECORD_KEY_VERIFY_US] = { FORM_NUMBER, 0, UINT64_MAX },
	[RECORD_KEY_ELAPSED_US] = { FORM_NUMBER, 0, UINT64_MAX },
	[RECORD_KEY_MACHINE] = { FORM_TEXT },
	[RECORD_KEY_RELEASE] = { FORM_TEXT },
	[RECORD_KEY_VERSION] = { FORM_TEXT },
	[RECORD_KEY_BUILD_ID] = { FORM_TEXT },
	[RECORD_KEY_BTF_SHA256] = { FORM_TEXT },
	[RECORD_KEY_CONFIG_SHA256] = { FORM_TEXT },
	[RECORD_KEY_MODULE] = { FORM_TEXT },
	[RECORD_KEY_CPUS] = { FORM_NUMBER, 1, UINT32_MAX },
	[RECORD_KEY_MEM_KIB] = { FORM_NUMBER, 1, UINT64_MAX },
	[RECORD_KEY_UPTIME_MS] = { FORM_NUMBER, 0, UINT64_MAX },
	[RECORD_KEY_OBJECT_SHA256] = { FORM_TEXT },
	[RECORD_KEY_COUNT] = { FORM_NUMBER, 0, UINT32_MAX },
	[RECORD_KEY_PROVEN] = { FORM_NUMBER, RECORD_PROVEN_PATCHED,
				RECORD_PROVEN_PATCHED |
					RECORD_PROVEN_BASELINE },
	[RECORD_KEY_SLICE_US] = { FORM_NUMBER, 1, UINT32_MAX },
};

#define KEYS_NR (sizeof(keys) / sizeof(keys[0]))

static_assert(KEYS_NR == RECORD_KEY_SLICE_US + 1, "every key has a form");
static_assert(KEYS_NR <= 64, "a set of keys is a 64 bit mask");

#define K(name) (UINT64_C(1) << RECORD_KEY_##name)

struct type_info {
	const char *name;
	uint64_t must; /* keys that have to be there */
	uint64_t may;
	uint64_t repeated; /* those of them that may stand more than once */
};

/* record.h tells people the same. */
static const struct type_info types[] = {
	[RECORD_HELLO] = {
		.name = "HELLO",
		.must = K(MACHINE) | K(RELEASE) | K(VERSION) | K(BUILD_ID) |
			K(BTF_SHA256) | K(CONFIG_SHA256) | K(CPUS) |
			K(MEM_KIB) | K(UPTIME_MS) | K(SLICE_US),
		.may = K(MODULE),
		.repeated = K(MODULE) | K(SLICE_US),
	},
	[RECORD_PLAN] = {
		.name = "PLAN",
		.must = K(CASE),
		.repeated = K(CASE),
	},
	[RECORD_START] = {
		.name = "START",
		.must = K(CASE) | K(INDEX) | K(OBJECT_SHA256) | K(UPTIME_MS),
	},
	[RECORD_LOG] = {
		.name = "LOG",
		.must = K(INDEX) | K(STREAM) | K(DATA),
	},
	[RECORD_VERDICT] = {
		.name = "VERDICT",
		.must = K(CASE) | K(INDEX) | K(STAGE) | K(ERRNO) |
			K(LIBBPF_BYTES) | K(VERIFIER_BYTES) | K(STDOUT_BYTES) |
			K(STDERR_BYTES) | K(LOG_CRC) | K(ELAPSED_US),
		.may = K(RETVAL) | K(PROG_ID) | K(REASON) | K(INSNS) |
		       K(STATES) | K(PEAK_STATES) | K(VERIFY_US) | K(PROVEN),
	},
	[RECORD_END] = {
		.name = "END",
		.must = K(COUNT) | K(UPTIME_MS),
	},
	[RECORD_ERROR] = {
		.name = "ERROR",
		.must = K(REASON),
		.may = K(CASE) | K(INDEX),
	},
};

#define TYPES_NR (sizeof(types) / sizeof(types[0]))

static_assert(TYPES_NR == RECORD_ERROR + 1, "every type has its keys");

static const char *const stages[] = {
	[RECORD_STAGE_NEEDS] = "needs",	      [RECORD_STAGE_BTF] = "btf",
	[RECORD_STAGE_OPEN] = "open",	      [RECORD_STAGE_LIBBPF] = "libbpf",
	[RECORD_STAGE_VERIFIER] = "verifier", [RECORD_STAGE_ATTACH] = "attach",
	[RECORD_STAGE_RUN] = "run",	      [RECORD_STAGE_DONE] = "done",
};

#define STAGES_NR (sizeof(stages) / sizeof(stages[0]))

static_assert(STAGES_NR == RECORD_STAGE_DONE + 1, "every stage has a name");

static void store16(uint8_t *p, uint16_t v)
{
	p[0] = v & 0xff;
	p[1] = v >> 8;
}

static void store32(uint8_t *p, uint32_t v)
{
	store16(p, v & 0xffff);
	store16(p + 2, v >> 16);
}

static void store64(uint8_t *p, uint64_t v)
{
	store32(p, v & 0xffffffff);
	store32(p + 4, v >> 32);
}

static uint16_t load16(const uint8_t *p)
{
	return p[0] | p[1] << 8;
}

static uint32_t load32(const uint8_t *p)
{
	return load16(p) | (uint32_t)load16(p + 2) << 16;
}

static uint64_t load64(const uint8_t *p)
{
	return load32(p) | (uint64_t)load32(p + 4) << 32;
}

void record_init(struct record *r, enum record_type type,
		 const uint8_t nonce[RECORD_NONCE_BYTES], uint32_t seq)
{
	r->type = type;
	r->seq = seq;
	memcpy(r->nonce, nonce, RECORD_NONCE_BYTES);
	r->length = 0;
	r->overflow = false;
}

void record_put_bytes(struct record *r, enum record_key key, const void *data,
		      size_t bytes)
{
	size_t room = sizeof(r->payload) - r->length;
	uint8_t *at = r->payload + r->length;

	if (room < FIELD_HEADER_BYTES || bytes > room - FIELD_HEADER_BYTES) {
		r->overflow = true;
		return;
	}
	store16(at, key);
	store16(at + 2, 0);
	store32(at + 4, bytes);
	if (bytes)
		memcpy(at + FIELD_HEADER_BYTES, data, bytes);
	r->length += FIELD_HEADER_BYTES + bytes;
}

void record_put_number(struct record *r, enum record_key key, uint64_t value)
{
	uint8_t le[NUMBER_BYTES];

	store64(le, value);
	record_put_bytes(r, key, le, sizeof(le));
}

void record_put_text(struct record *r, enum record_key key, const char *text)
{
	record_put_bytes(r, key, text, strlen(text));
}

/* One field of what may be anything; NULL when it is sound, or why not. */
static const char *field_read(const uint8_t *at, size_t bytes,
			      struct record_field *ret)
{
	const struct key_info *info;
	uint16_t key;

	if (bytes < FIELD_HEADER_BYTES)
		return "a field's header is cut";
	key = load16(at);
	if (key >= KEYS_NR || keys[key].form == FORM_NONE)
		return "a field has an unknown key";
	if (load16(at + 2))
		return "a field's header is not zero where it must be";
	ret->key = key;
	ret->number = 0;
	ret->bytes = load32(at + 4);
	ret->data = at + FIELD_HEADER_BYTES;
	if (ret->bytes > bytes - FIELD_HEADER_BYTES)
		return "a field is longer than the payload";

	info = &keys[key];
	switch (info->form) {
	case FORM_NUMBER:
		if (ret->bytes != NUMBER_BYTES)
			return "a number is not 8 bytes long";
		ret->number = load64(ret->data);
		if (ret->number < info->min || ret->number > info->max)
			return "a number is out of its range";
		break;
	case FORM_TEXT:
		if (!ret->bytes)
			return "a text is empty";
		if (memchr(ret->data, '\0', ret->bytes))
			return "a text holds a NUL";
		break;
	case FORM_BYTES:
	case FORM_NONE:
		break;
	}
	return NULL;
}

/* Are the fields what the type wants? NULL, or why not. */
static const char *payload_check(unsigned int type, const uint8_t *payload,
				 uint32_t length)
{
	const struct type_info *info = &types[type];
	struct record_field f;
	uint64_t seen = 0;
	const char *why;

	for (uint32_t pos = 0; pos < length;) {
		uint64_t bit;

		why = field_read(payload + pos, length - pos, &f);
		if (why)
			return why;
		bit = UINT64_C(1) << f.key;
		if (!((info->must | info->may) & bit))
			return "a field does not belong to this type of record";
		if (seen & bit & ~info->repeated)
			return "a field stands twice";
		seen |= bit;
		pos += FIELD_HEADER_BYTES + f.bytes;
	}
	if (info->must & ~seen)
		return "a field is missing";
	return NULL;
}

static uint32_t frame_crc(const uint8_t *frame, size_t bytes)
{
	static const uint8_t zero[4];
	uLong crc = crc32(0, NULL, 0);

	crc = crc32(crc, frame, AT_CRC);
	crc = crc32(crc, zero, sizeof(zero));
	/* with no bytes the pointer could be past the end; crc32 takes that */
	return crc32(crc, frame + RECORD_HEADER_BYTES,
		     bytes - RECORD_HEADER_BYTES);
}

static bool type_is_known(unsigned int type)
{
	return type < TYPES_NR && types[type].name;
}

int record_encode(const struct record *r, uint8_t *buf, size_t size,
		  size_t *ret_bytes)
{
	size_t bytes = RECORD_HEADER_BYTES + (size_t)r->length;

	if (r->overflow || size < bytes)
		return -EMSGSIZE;
	if (!type_is_known(r->type) ||
	    payload_check(r->type, r->payload, r->length))
		return -EBADMSG;
	store32(buf + AT_MAGIC, RECORD_MAGIC);
	store16(buf + AT_VERSION, RECORD_VERSION);
	store16(buf + AT_TYPE, r->type);
	store32(buf + AT_SEQ, r->seq);
	store32(buf + AT_LENGTH, r->length);
	memcpy(buf + AT_NONCE, r->nonce, RECORD_NONCE_BYTES);
	memcpy(buf + RECORD_HEADER_BYTES, r->payload, r->length);
	store32(buf + AT_CRC, frame_crc(buf, bytes));
	*ret_bytes = bytes;
	return 0;
}

/* What can be said of the header before all of the frame is there. */
static const char *header_check(const uint8_t *buf, size_t size)
{
	uint8_t magic[4];

	/* junk is told from a short read at its first byte */
	store32(magic, RECORD_MAGIC);
	if (memcmp(buf, magic, size < sizeof(magic) ? size : sizeof(magic)))
		return "there is no record where one should begin";
	if (size < RECORD_HEADER_BYTES)
		return NULL;
	if (load16(buf + AT_VERSION) != RECORD_VERSION)
		return "the record is of another version";
	if (!type_is_known(load16(buf + AT_TYPE)))
		return "the record's type is unknown";
	if (load32(buf + AT_LENGTH) > RECORD_PAYLOAD_MAX_BYTES)
		return "the record claims to be longer than any may be";
	return NULL;
}

int record_decode(const uint8_t *buf, size_t size, struct record *ret,
		  size_t *ret_bytes, const char **ret_why)
{
	const char *why = header_check(buf, size);
	size_t bytes;

	if (why) {
		*ret_why = why;
		return -EBADMSG;
	}
	if (size < RECORD_HEADER_BYTES)
		return -EAGAIN;
	bytes = RECORD_HEADER_BYTES + (size_t)load32(buf + AT_LENGTH);
	if (size < bytes)
		return -EAGAIN;
	if (load32(buf + AT_CRC) != frame_crc(buf, bytes)) {
		*ret_why = "the record's checksum is wrong";
		return -EBADMSG;
	}
	ret->type = load16(buf + AT_TYPE);
	ret->seq = load32(buf + AT_SEQ);
	memcpy(ret->nonce, buf + AT_NONCE, RECORD_NONCE_BYTES);
	ret->length = load32(buf + AT_LENGTH);
	ret->overflow = false;
	memcpy(ret->payload, buf + RECORD_HEADER_BYTES, ret->length);
	why = payload_check(ret->type, ret->payload, ret->length);
	if (why) {
		*ret_why = why;
		return -EBADMSG;
	}
	*ret_bytes = bytes;
	return 0;
}

bool record_next(const struct record *r, size_t *pos, struct record_field *ret)
{
	struct record_field f;

	if (*pos >= r->length ||
	    field_read(r->payload + *pos, r->length - *pos, &f))
		return false;
	*pos += FIELD_HEADER_BYTES + f.bytes;
	*ret = f;
	return true;
}

bool record_find(const struct record *r, enum record_key key,
		 struct record_field *ret)
{
	struct record_field f;
	size_t pos = 0;

	while (record_next(r, &pos, &f)) {
		if (f.key == key) {
			*ret = f;
			return true;
		}
	}
	return false;
}

const char *record_type_name(enum record_type type)
{
	return type_is_known(type) ? types[type].name : "unknown";
}

const char *record_stage_name(enum record_stage stage)
{
	if (stage < RECORD_STAGE_NEEDS || stage > RECORD_STAGE_DONE)
		return "unknown";
	return stages[stage];
}

bool record_stage_parse(const char *name, enum record_stage *ret)
{
	for (unsigned int i = RECORD_STAGE_NEEDS; i < STAGES_NR; i++) {
		if (!strcmp(stages[i], name)) {
			*ret = i;
			return true;
		}
	}
	return false;
}
