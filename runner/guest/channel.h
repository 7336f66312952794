/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * channel: the virtio-serial port on which records leave the guest.
 *
 * It numbers the records. Calling sequence: channel_open(), then for each
 * record channel_begin(), record_put_*(), channel_send(). A send that fails
 * leaves nothing to be done but to say so on the console.
 */
#ifndef RIG_CHANNEL_H
#define RIG_CHANNEL_H

#include <stdint.h>

#include "record.h"

struct channel {
	int fd;
	uint32_t seq; /* of the next record */
	uint8_t nonce[RECORD_NONCE_BYTES];
	struct record record; /* the one being put together */
	uint8_t frame[RECORD_HEADER_BYTES + RECORD_PAYLOAD_MAX_BYTES];
};

/* Waits at most timeout_ms for the port to appear. 0 or -errno. */
int channel_open(struct channel *c, const uint8_t nonce[RECORD_NONCE_BYTES],
		 int timeout_ms);

/* An empty record of that type, to be filled in. */
struct record *channel_begin(struct channel *c, enum record_type type);

/* 0 or -errno; only a record that was written as a whole takes a number. */
int channel_send(struct channel *c);

/* In a process that has no business with it. */
void channel_forget(struct channel *c);

#endif
