/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * pattern: a text to be found in a log, as test_loader writes them.
 *
 * Outside of {{ }} every character stands for itself; inside stands a POSIX
 * extended regular expression. Lines are lines: '.' matches no newline, '^'
 * and '$' match at them.
 */
#ifndef RIG_PATTERN_H
#define RIG_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

/* Can it be searched for? On false `why` says what is wrong with it. */
bool pattern_valid(const char *text, char *why, size_t why_size);

/*
 * Looks for the first match in log[from, to). True: it is
 * log[*ret_start, *ret_end). The pattern must be valid.
 */
bool pattern_find(const char *text, const char *log, size_t from, size_t to,
		  size_t *ret_start, size_t *ret_end);

#endif
