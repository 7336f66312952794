/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * channel: records out of the stream of bytes that a guest sends.
 *
 * channel_init(), channel_feed() with bytes as they come, after each of them
 * channel_next() until it returns other than 0, channel_close() at the
 * stream's end, channel_release(). Every frame must be whole and sound, of
 * this run's nonce, and next in sequence. The first that is not spoils the
 * channel for good: nothing after it is handed out, and ->defect says what it
 * was and at which byte.
 */
#ifndef RIG_CHANNEL_H
#define RIG_CHANNEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record.h"
#include "text.h"

struct channel {
	uint8_t nonce[RECORD_NONCE_BYTES];
	uint32_t seq; /* of the record that has to come next */
	struct text bytes; /* not yet a whole frame */
	size_t used; /* of those, handed out already */
	uint64_t offset; /* of bytes.data[0] in the stream */
	bool spoilt;
	bool cut; /* the stream ended within a frame; the guest may have died */
	struct text defect; /* empty while sound */
};

void channel_init(struct channel *c, const uint8_t nonce[RECORD_NONCE_BYTES]);
void channel_release(struct channel *c);

void channel_feed(struct channel *c, const void *data, size_t bytes);

/*
 * 0: the next record stands in *ret. -EAGAIN: there is none yet. -EBADMSG: the
 * channel is spoilt.
 */
int channel_next(struct channel *c, struct record *ret);

/* No more bytes will come; what is left of a frame is a defect. */
void channel_close(struct channel *c);

#endif
