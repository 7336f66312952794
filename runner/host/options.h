/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * options: the words after a command, by a table of what it takes.
 *
 * A command has a struct for its options and rows that say where each value
 * goes. options_parse() fills it; options_help() prints the same table.
 */
#ifndef RIG_OPTIONS_H
#define RIG_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct text;

enum option_kind {
	OPTION_TEXT, /* const char * */
	OPTION_LIST, /* struct option_list; may stand more than once */
	OPTION_SECONDS, /* int64_t, milliseconds; "1.5" is allowed */
	OPTION_NUMBER, /* int64_t, not negative */
	OPTION_FLAG, /* bool */
	OPTION_OPERAND, /* struct option_list; the words without a name */
};

struct option_list {
	const char **values;
	size_t nr;
};

struct option_row {
	const char *name; /* without the dashes */
	const char *value; /* how help calls it; NULL for a flag */
	enum option_kind kind;
	bool required;
	size_t offset;
	const char *help;
};

/*
 * Fills the struct at `values`, which holds the defaults. 0; -EINVAL, then
 * `why` quotes the offending word; or 1 when --help was among the words.
 * Lists are allocated; the caller frees ->values.
 */
int options_parse(const struct option_row *rows, size_t nr, char **words,
		  void *values, struct text *why);

void options_help(const struct option_row *rows, size_t nr, FILE *out);

#endif
