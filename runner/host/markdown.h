/* SPDX-License-Identifier: GPL-2.0-only */
/* markdown: texts made fit for Markdown, also inside of a table. */
#ifndef RIG_MARKDOWN_H
#define RIG_MARKDOWN_H

struct text;

/* What takes a summary or a comment has an end; the shortest is 64 KiB. */
#define MARKDOWN_BYTES_MAX 60000

/* Appends the text so that it shows as it is; it is one line, and clean. */
void markdown_put(const char *s, struct text *out);

/* Appends clean lines as a block of its own, long ones cut; nothing when empty. */
void markdown_put_block(const char *lines, struct text *out);

#endif
