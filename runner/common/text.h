/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * text: a string that grows, and the one place where bytes of the guest are
 * made fit for people, JSON and markup.
 *
 * text_init() or TEXT_INIT, append, read ->data (always ended by a NUL, also
 * when empty), text_release(). Memory that can not be had ends the process
 * with the status of RIG_ERROR: a rig that can not note what it saw has
 * nothing to say.
 */
#ifndef RIG_TEXT_H
#define RIG_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

struct text {
	char *data;
	size_t bytes; /* without the NUL */
	size_t size;
};

extern char text_empty[];

#define TEXT_INIT { .data = text_empty }
#define CLEANUP_TEXT __attribute__((cleanup(text_release)))

void text_init(struct text *t);
void text_release(struct text *t);

/* Forgets the content, keeps the memory. */
void text_reset(struct text *t);

void text_put(struct text *t, const void *data, size_t bytes);
void text_puts(struct text *t, const char *s);
void text_putc(struct text *t, char c);
void text_printf(struct text *t, const char *format, ...)
	__attribute__((format(printf, 2, 3), nonnull));
void text_vprintf(struct text *t, const char *format, va_list args)
	__attribute__((format(printf, 2, 0), nonnull(1, 2)));

/* Hands the string over to the caller, who frees it; the text is empty then. */
char *text_take(struct text *t);

/*
 * Appends bytes from the guest. What stays as it is: printable UTF-8, tab and
 * line feed (text_put_clean_line() turns these two into spaces). A CR before a
 * line feed is dropped. All else is spelt out: "\x1b" for a byte, "\u202e" for
 * a character that is not printable, reorders a line, or is none in XML.
 */
void text_put_clean(struct text *t, const void *data, size_t bytes);
void text_put_clean_line(struct text *t, const void *data, size_t bytes);

/* Appends one word of a sh command line, quoted where it has to be. */
void text_put_quoted(struct text *t, const char *word);

/* A new string, or the end of the process; the caller frees it. */
char *text_dup(const char *s);
char *text_format(const char *format, ...)
	__attribute__((format(printf, 1, 2)));

/* Zeroed memory, or the end of the process. */
void *text_alloc(size_t nr, size_t bytes);

/*
 * An array of nr things of that size, grown so that one more fits; or the end
 * of the process. The new slot is zeroed.
 */
void *text_grow(void *array, size_t nr, size_t bytes);

#endif
