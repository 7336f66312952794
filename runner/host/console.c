// SPDX-License-Identifier: GPL-2.0-only
#include "console.h"

#include <string.h>

/*
 * What an oops or a panic begins with, on x86 and arm64. The kernels here run
 * with oops=panic, so the one leads to the other.
 */
static const char *const crashes[] = {
	"Kernel panic - not syncing",
	"Internal error: ",
	"Oops: ",
	"kernel BUG at ",
	"Unable to handle kernel ",
	"BUG: kernel NULL pointer dereference",
	"BUG: unable to handle page fault",
};

void console_init(struct console *c, console_line_fn *line, void *context)
{
	c->line = line;
	c->context = context;
	c->bytes = 0;
	c->piece = false;
}

static void emit(struct console *c)
{
	size_t bytes = c->bytes;

	while (bytes && c->buf[bytes - 1] == '\r')
		bytes--;
	c->line(c->context, c->buf, bytes);
}

void console_feed(struct console *c, const char *data, size_t bytes)
{
	while (bytes) {
		size_t room = sizeof(c->buf) - c->bytes;
		/* no further than what is taken: megabytes may follow */
		size_t near = bytes > room ? room + 1 : bytes;
		const char *end = memchr(data, '\n', near);
		size_t take = end ? (size_t)(end - data) : near;

		if (take > room)
			take = room;
		memcpy(c->buf + c->bytes, data, take);
		c->bytes += take;
		data += take;
		bytes -= take;
		if (bytes && *data == '\n') {
			emit(c);
			c->bytes = 0;
			c->piece = false;
			data++;
			bytes--;
		} else if (c->bytes == sizeof(c->buf)) {
			emit(c);
			memmove(c->buf,
				c->buf + c->bytes - CONSOLE_OVERLAP_BYTES,
				CONSOLE_OVERLAP_BYTES);
			c->bytes = CONSOLE_OVERLAP_BYTES;
			c->piece = true;
		}
	}
}

bool console_is_open(const struct console *c)
{
	return c->bytes > (c->piece ? CONSOLE_OVERLAP_BYTES : 0);
}

void console_close(struct console *c)
{
	if (console_is_open(c))
		emit(c);
	c->bytes = 0;
	c->piece = false;
}

bool console_is_crash(const char *line, size_t bytes)
{
	for (size_t i = 0; i < sizeof(crashes) / sizeof(crashes[0]); i++)
		if (memmem(line, bytes, crashes[i], strlen(crashes[i])))
			return true;
	return false;
}

#define STAMP_SECONDS_DIGITS 9 /* thirty years */
#define STAMP_FRACTION_DIGITS 6

int64_t console_stamp_us(const char *line, size_t bytes)
{
	const char *at = line, *end = line + bytes;
	int digits = 0, fraction = -1;
	int64_t us = 0;

	if (at == end || *at++ != '[')
		return -1;
	while (at < end && *at == ' ')
		at++;
	for (; at < end && *at != ']'; at++) {
		if (*at == '.' && digits && fraction < 0) {
			fraction = 0;
			continue;
		}
		if (*at < '0' || *at > '9' ||
		    (fraction < 0 ? ++digits > STAMP_SECONDS_DIGITS
				  : ++fraction > STAMP_FRACTION_DIGITS))
			return -1;
		us = us * 10 + (*at - '0');
	}
	return at < end && fraction == STAMP_FRACTION_DIGITS ? us : -1;
}
