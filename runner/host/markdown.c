// SPDX-License-Identifier: GPL-2.0-only
#include "markdown.h"

#include <string.h>

#include "text.h"

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
