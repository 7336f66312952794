/* SPDX-License-Identifier: GPL-2.0-only */
/* markdown: texts made fit for Markdown, also inside of a table. */
#ifndef RIG_MARKDOWN_H
#define RIG_MARKDOWN_H

struct text;

/* Appends the text so that it shows as it is; it is one line, and clean. */
void markdown_put(const char *s, struct text *out);

#endif
