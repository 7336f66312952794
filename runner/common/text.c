// SPDX-License-Identifier: GPL-2.0-only
#include "text.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "outcome.h"

char text_empty[1];

static void __attribute__((noreturn)) out_of_memory(void)
{
	static const char said[] = "rig: out of memory\n";

	if (write(STDERR_FILENO, said, sizeof(said) - 1) < 0)
		_exit(outcome_exit(OUTCOME_RIG_ERROR));
	_exit(outcome_exit(OUTCOME_RIG_ERROR));
}

void *text_alloc(size_t nr, size_t bytes)
{
	void *p = calloc(nr ? nr : 1, bytes);

	if (!p)
		out_of_memory();
	return p;
}

void *text_grow(void *array, size_t nr, size_t bytes)
{
	/* room doubles: it is full whenever nr is 0 or a power of two */
	if ((nr & (nr - 1)) == 0) {
		array = reallocarray(array, nr ? 2 * nr : 1, bytes);
		if (!array)
			out_of_memory();
	}
	memset((char *)array + nr * bytes, 0, bytes);
	return array;
}

char *text_dup(const char *s)
{
	char *copy = strdup(s);

	if (!copy)
		out_of_memory();
	return copy;
}

void text_init(struct text *t)
{
	*t = (struct text)TEXT_INIT;
}

void text_release(struct text *t)
{
	if (t->size)
		free(t->data);
	text_init(t);
}

void text_reset(struct text *t)
{
	t->bytes = 0;
	if (t->size)
		t->data[0] = '\0';
}

/* Room for that many more, and the NUL. */
static void reserve(struct text *t, size_t bytes)
{
	size_t want = t->bytes + bytes + 1;
	size_t size = t->size ? t->size : 64;

	if (bytes > SIZE_MAX / 4 || want > SIZE_MAX / 4)
		out_of_memory();
	if (want <= t->size)
		return;
	while (size < want)
		size *= 2;
	t->data = realloc(t->size ? t->data : NULL, size);
	if (!t->data)
		out_of_memory();
	t->size = size;
}

void text_put(struct text *t, const void *data, size_t bytes)
{
	if (!bytes)
		return;
	reserve(t, bytes);
	memcpy(t->data + t->bytes, data, bytes);
	t->bytes += bytes;
	t->data[t->bytes] = '\0';
}

void text_puts(struct text *t, const char *s)
{
	text_put(t, s, strlen(s));
}

void text_putc(struct text *t, char c)
{
	text_put(t, &c, 1);
}

void text_vprintf(struct text *t, const char *format, va_list args)
{
	va_list again;
	int bytes;

	va_copy(again, args);
	bytes = vsnprintf(NULL, 0, format, again);
	va_end(again);
	if (bytes < 0)
		out_of_memory();
	reserve(t, bytes);
	vsnprintf(t->data + t->bytes, (size_t)bytes + 1, format, args);
	t->bytes += bytes;
}

void text_printf(struct text *t, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	text_vprintf(t, format, args);
	va_end(args);
}

char *text_take(struct text *t)
{
	char *s = t->size ? t->data : text_dup("");

	text_init(t);
	return s;
}

char *text_format(const char *format, ...)
{
	struct text t = TEXT_INIT;
	va_list args;

	va_start(args, format);
	text_vprintf(&t, format, args);
	va_end(args);
	return text_take(&t);
}

/*
 * Length of the UTF-8 character at p, its code point in *ret; 0 when there is
 * none: cut, overlong, a surrogate, past U+10FFFF.
 */
static size_t utf8_read(const uint8_t *p, size_t bytes, uint32_t *ret)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t code;
	size_t len;

	if (p[0] < 0x80) {
		*ret = p[0];
		return 1;
	}
	len = p[0] >= 0xf0 ? 4 : p[0] >= 0xe0 ? 3 : 2;
	if (p[0] < 0xc0 || p[0] >= 0xf8 || bytes < len)
		return 0;
	code = p[0] & (0x7f >> len);
	for (size_t i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		code = code << 6 | (p[i] & 0x3f);
	}
	if (code < least[len] || code > 0x10ffff ||
	    (code >= 0xd800 && code <= 0xdfff))
		return 0;
	*ret = code;
	return len;
}

/* May the character stand in a line that a person reads, and in XML 1.0? */
static bool is_harmless(uint32_t code)
{
	static const struct {
		uint32_t first, last;
	} spelt_out[] = {
		{ 0x00, 0x1f }, /* C0, ESC among them */
		{ 0x7f, 0x9f }, /* DEL and C1 */
		{ 0xad, 0xad }, /* soft hyphen */
		{ 0x61c, 0x61c }, /* from here: they reorder a line or hide */
		{ 0x200b, 0x200f },    { 0x2028, 0x202e },
		{ 0x2060, 0x206f },    { 0xe000, 0xf8ff }, /* private use */
		{ 0xfeff, 0xfeff },    { 0xfff0, 0xfffb },
		{ 0xfffe, 0xffff }, /* none in XML */
		{ 0xe0000, 0x10ffff }, /* tags, private use */
	};

	for (size_t i = 0; i < sizeof(spelt_out) / sizeof(spelt_out[0]); i++)
		if (code >= spelt_out[i].first && code <= spelt_out[i].last)
			return false;
	return true;
}

/* There may be a hundred millions of them, so printf() would take its time. */
static void put_hex(struct text *t, uint8_t byte)
{
	static const char digits[] = "0123456789abcdef";
	const char spelt[] = { '\\', 'x', digits[byte >> 4],
			       digits[byte & 0xf] };

	text_put(t, spelt, sizeof(spelt));
}

/* Most of what comes is printable ASCII: how much of it stands here. */
static size_t plain_bytes(const uint8_t *p, size_t bytes)
{
	size_t n = 0;

	while (n < bytes && p[n] >= ' ' && p[n] < 0x7f)
		n++;
	return n;
}

static void put_clean(struct text *t, const uint8_t *p, size_t bytes,
		      bool one_line)
{
	while (bytes) {
		size_t plain = plain_bytes(p, bytes), len;
		uint32_t code = 0;

		if (plain) {
			text_put(t, p, plain);
			p += plain;
			bytes -= plain;
			continue;
		}
		len = utf8_read(p, bytes, &code);
		if (!len) {
			put_hex(t, p[0]);
			len = 1;
		} else if (code == '\n' || code == '\t') {
			text_putc(t, one_line ? ' ' : (char)code);
		} else if (code == '\r' && bytes > 1 && p[1] == '\n') {
			/* a line's end on a serial console */
		} else if (is_harmless(code)) {
			text_put(t, p, len);
		} else if (len == 1) {
			put_hex(t, p[0]);
		} else {
			text_printf(t, "\\u%04x", code);
		}
		p += len;
		bytes -= len;
	}
}

void text_put_clean(struct text *t, const void *data, size_t bytes)
{
	put_clean(t, data, bytes, false);
}

void text_put_clean_line(struct text *t, const void *data, size_t bytes)
{
	put_clean(t, data, bytes, true);
}

void text_put_quoted(struct text *t, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_@%+=:,./-";

	if (*word && !word[strspn(word, plain)]) {
		text_puts(t, word);
		return;
	}
	text_putc(t, '\'');
	for (; *word; word++) {
		if (*word == '\'')
			text_puts(t, "'\\''");
		else
			text_putc(t, *word);
	}
	text_putc(t, '\'');
}
