/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fake-pipes: the commands of a script that write to QEMU's pipes what is no record.
 */
#ifndef RIG_FAKE_PIPES_H
#define RIG_FAKE_PIPES_H

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fake-words.h"
#include "text.h"

#define RECORDS_FD 3

static inline void send_all(int fd, const void *data, size_t bytes)
{
	while (bytes) {
		ssize_t n = write(fd, data, bytes);

		if (n < 0 && errno != EINTR)
			exit(98);
		if (n > 0) {
			data = (const char *)data + n;
			bytes -= n;
		}
	}
}

static inline void send_text(int fd, const char *words, const char *end)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;

	words_unescape(words, &t);
	text_puts(&t, end);
	send_all(fd, t.data, t.bytes);
}

static inline void do_console(const char *words)
{
	send_text(STDOUT_FILENO, words, "\r\n");
}

static inline void do_console_raw(const char *words)
{
	send_text(STDOUT_FILENO, words, "");
}

static inline void do_raw(const char *words)
{
	send_text(RECORDS_FD, words, "");
}

static inline void do_stderr(const char *words)
{
	send_text(STDERR_FILENO, words, "\n");
}

/* That many KiB of x, without an end of line. */
static inline void do_flood(const char *words)
{
	int fd = !strncmp(words, "records", 7) ? RECORDS_FD : STDOUT_FILENO;
	char block[1024];

	memset(block, 'x', sizeof(block));
	for (long kib = atol(strchrnul(words, ' ')); kib > 0; kib--)
		send_all(fd, block, sizeof(block));
}

#endif
