// SPDX-License-Identifier: GPL-2.0-only
#include "markdown.h"

#include <string.h>

#include "text.h"

#define LINE_BYTES 240 /* of a block */

/* A line as HTML shows it, cut where it is longer than anybody reads. */
static void put_html_line(const char *s, size_t bytes, struct text *out)
{
	size_t end = bytes > LINE_BYTES ? LINE_BYTES : bytes;

	while (end < bytes && ((unsigned char)s[end] & 0xc0) == 0x80)
		end--; /* not in the middle of a character */
	for (size_t i = 0; i < end; i++) {
		if (s[i] == '<')
			text_puts(out, "&lt;");
		else if (s[i] == '&')
			text_puts(out, "&amp;");
		else
			text_putc(out, s[i]);
	}
	text_puts(out, end < bytes ? "...\n" : "\n");
}

/* Such an element ends with its own end tag alone, which no line can hold. */
void markdown_put_block(const char *lines, struct text *out)
{
	if (!*lines)
		return;
	text_puts(out, "\n<pre>\n");
	while (*lines) {
		size_t bytes = strcspn(lines, "\n");

		put_html_line(lines, bytes, out);
		lines += bytes + (lines[bytes] == '\n');
	}
	text_puts(out, "</pre>\n");
}

void markdown_put(const char *s, struct text *out)
{
	for (; *s; s++) {
		if (*s == '<')
			text_puts(out, "&lt;");
		else if (*s == '&')
			text_puts(out, "&amp;");
		else if (strchr("\\`*_{}[]()#+!|~>$", *s))
			text_printf(out, "\\%c", *s);
		else
			text_putc(out, *s == '\n' ? ' ' : *s);
	}
}
