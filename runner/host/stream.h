/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stream: bytes out of the VM, kept in a file of the run directory as they
 * come, up to a limit.
 *
 * STREAM_INIT; stream_open(), or none for a stream that is only counted;
 * stream_put() for each piece, stream_close().
 */
#ifndef RIG_STREAM_H
#define RIG_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rundir;

struct stream {
	const char *name;
	int fd; /* -1: the bytes go nowhere */
	uint64_t bytes;
	uint64_t most;
};

#define STREAM_INIT(most_bytes) { .fd = -1, .most = (most_bytes) }

/* 0 or -errno. The name must outlive the stream. */
int stream_open(struct stream *s, const struct rundir *d, const char *name);

/*
 * 0. -E2BIG: this piece is the first that is too much, -EOVERFLOW: so was
 * one before; nothing of it is kept. Else -errno of the file, which is closed then.
 */
int stream_put(struct stream *s, const void *data, size_t bytes);

void stream_close(struct stream *s);

#endif
