/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fake-words: the words of a line in a script of fake-qemu.
 */
#ifndef RIG_FAKE_WORDS_H
#define RIG_FAKE_WORDS_H

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "hash.h"
#include "record.h"
#include "text.h"

/* The script is wrong: says so and ends with a status that no test expects. */
static inline void __attribute__((noreturn, format(printf, 1, 2)))
words_broken(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fputs("fake-qemu: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
	va_end(args);
	exit(99);
}

/* Undoes the escapes of a text. */
static inline void words_unescape(const char *s, struct text *out)
{
	for (; *s; s++) {
		unsigned int byte;

		if (*s != '\\') {
			text_putc(out, *s);
			continue;
		}
		s++;
		if (*s == 'x' && sscanf(s + 1, "%2x", &byte) == 1) {
			text_putc(out, (char)byte);
			s += 2;
		} else if (*s && strchr("nrt\\", *s)) {
			text_putc(out, *s == 'n'   ? '\n'
				       : *s == 'r' ? '\r'
				       : *s == 't' ? '\t'
						   : '\\');
		} else {
			words_broken("unknown escape before '%s'", s);
		}
	}
}

/*
 * Value of the word "key=value" among the words, or NULL; "reason" takes the
 * rest of the line. The caller frees it.
 */
static inline char *words_value(const char *words, const char *key)
{
	size_t len = strlen(key);

	for (const char *at = words; *at; at += strspn(at, " ")) {
		size_t word = strcspn(at, " ");

		if (word > len && !strncmp(at, key, len) && at[len] == '=')
			return strcmp(key, "reason")
				       ? text_format("%.*s",
						     (int)(word - len - 1),
						     at + len + 1)
				       : text_dup(at + len + 1);
		at += word;
	}
	return NULL;
}

static inline uint64_t words_number(const char *words, const char *key,
				    uint64_t usual)
{
	CLEANUP_FREE char *value = words_value(words, key);
	char *end;
	uint64_t number;

	if (!value)
		return usual;
	number = strtoull(value, &end, 0);
	if (*end || !*value)
		words_broken("%s: '%s' is no number", key, value);
	return number;
}

/*
 * The sha256 of the object that holds the case, from the run's directory, or
 * what "object=x" says that it is. The caller frees it.
 */
static inline char *words_object(const char *words, const char *rundir,
				 const char *id)
{
	char *said = words_value(words, "object");
	CLEANUP_FREE char *path = text_format("%s/progs/%.*s.bpf.o", rundir,
					      (int)strcspn(id, "/"), id);
	char hex[HASH_HEX_SIZE];

	if (said)
		return said;
	if (hash_file(path, hex))
		words_broken("%s: it can not be read", path);
	return text_dup(hex);
}

/* The number of that name becomes a field of the record, when it is said. */
static inline void words_put_number(const char *words, const char *name,
				    struct record *record, enum record_key key)
{
	uint64_t number = words_number(words, name, UINT64_MAX);

	if (number != UINT64_MAX)
		record_put_number(record, key, number);
}

#endif
