// SPDX-License-Identifier: GPL-2.0-only
#include "channel.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

void channel_init(struct channel *c, const uint8_t nonce[RECORD_NONCE_BYTES])
{
	*c = (struct channel){ 0 };
	memcpy(c->nonce, nonce, RECORD_NONCE_BYTES);
	text_init(&c->bytes);
	text_init(&c->defect);
}

void channel_release(struct channel *c)
{
	text_release(&c->bytes);
	text_release(&c->defect);
}

static int spoil(struct channel *c, const char *why)
{
	c->spoilt = true;
	text_printf(&c->defect,
		    "%s, at byte %" PRIu64 " of the channel, after %u records",
		    why, c->offset + c->used, c->seq);
	return -EBADMSG;
}

void channel_feed(struct channel *c, const void *data, size_t bytes)
{
	if (c->spoilt)
		return;
	if (c->used) {
		c->offset += c->used;
		c->bytes.bytes -= c->used;
		memmove(c->bytes.data, c->bytes.data + c->used, c->bytes.bytes);
		c->used = 0;
	}
	text_put(&c->bytes, data, bytes);
}

int channel_next(struct channel *c, struct record *ret)
{
	const uint8_t *at = (const uint8_t *)c->bytes.data + c->used;
	const char *why = "the record is not valid";
	size_t bytes = 0;
	int err;

	if (c->spoilt)
		return -EBADMSG;
	if (c->used == c->bytes.bytes)
		return -EAGAIN;
	err = record_decode(at, c->bytes.bytes - c->used, ret, &bytes, &why);
	if (err == -EAGAIN)
		return err;
	if (err)
		return spoil(c, why);
	if (memcmp(ret->nonce, c->nonce, RECORD_NONCE_BYTES))
		return spoil(c, "the record carries the nonce of another run");
	if (ret->seq < c->seq)
		return spoil(c, "the record was sent before: its sequence "
				"number is too low");
	if (ret->seq > c->seq)
		return spoil(c, "a record is missing: the sequence number "
				"is too high");
	c->used += bytes;
	c->seq++;
	return 0;
}

void channel_close(struct channel *c)
{
	if (c->spoilt || c->used == c->bytes.bytes)
		return;
	c->cut = true;
	spoil(c, "the last record is cut");
}
