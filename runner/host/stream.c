// SPDX-License-Identifier: GPL-2.0-only
#include "stream.h"

#include <errno.h>
#include <unistd.h>

#include "cleanup.h"
#include "rundir.h"

int stream_open(struct stream *s, const struct rundir *d, const char *name)
{
	int fd = rundir_open_stream(d, name);

	if (fd < 0)
		return fd;
	s->fd = fd;
	s->name = name;
	return 0;
}

int stream_put(struct stream *s, const void *data, size_t bytes)
{
	bool was_over = s->bytes > s->most;
	const char *at = data;

	s->bytes += bytes;
	if (s->bytes > s->most)
		return was_over ? -EOVERFLOW : -E2BIG;
	while (bytes && s->fd >= 0) {
		ssize_t n = write(s->fd, at, bytes);

		if (n < 0 && errno != EINTR) {
			int err = -errno;

			stream_close(s);
			return err;
		}
		if (n > 0) {
			at += n;
			bytes -= n;
		}
	}
	return 0;
}

void stream_close(struct stream *s)
{
	if (s->fd >= 0)
		close(take_fd(&s->fd));
}
