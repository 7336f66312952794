// SPDX-License-Identifier: GPL-2.0-only
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pattern.h"

#define OPEN "{{"
#define CLOSE "}}"

/* Has the part that begins here an alternative? */
static bool has_choice(const char *part)
{
	const char *close = strstr(part, CLOSE);

	return close && memchr(part, '|', close - part);
}

/*
 * The whole pattern as one extended regular expression, on the heap; NULL with
 * *ret_why set, or untouched when memory is short.
 */
static char *pattern_regex(const char *text, const char **ret_why)
{
	/* each edge is two characters, and becomes one at most */
	char *regex = malloc(2 * strlen(text) + 1);
	char *out = regex;
	bool inside = false, grouped = false;

	if (!regex)
		return NULL;
	while (*text) {
		const char *edge = inside ? CLOSE : OPEN;

		if (strncmp(text, edge, 2) == 0) {
			inside = !inside;
			text += 2;
			/*
			 * Else a{{b|c}} would be "ab" or any "c" at all. Where
			 * there is no choice a group would only shift \1.
			 */
			if (inside)
				grouped = has_choice(text);
			if (grouped)
				*out++ = inside ? '(' : ')';
			continue;
		}
		if (!inside && strchr(".[]\\()*+?{}|^$", *text))
			*out++ = '\\';
		*out++ = *text++;
	}
	*out = '\0';
	if (inside) {
		*ret_why = OPEN " without " CLOSE;
		free(regex);
		return NULL;
	}
	return regex;
}

/* 0, or -1 with `why` filled in. The caller frees *ret with regfree(). */
static int pattern_compile(const char *text, regex_t *ret, char *why,
			   size_t why_size)
{
	const char *reason = "out of memory";
	char *source = pattern_regex(text, &reason);
	int err;

	if (!source) {
		snprintf(why, why_size, "%s", reason);
		return -1;
	}
	err = regcomp(ret, source, REG_EXTENDED | REG_NEWLINE);
	if (err)
		regerror(err, ret, why, why_size);
	free(source);
	return err ? -1 : 0;
}

bool pattern_valid(const char *text, char *why, size_t why_size)
{
	regex_t regex;

	if (!*text) {
		snprintf(why, why_size, "it is empty");
		return false;
	}
	if (!strstr(text, OPEN))
		return true;
	if (pattern_compile(text, &regex, why, why_size))
		return false;
	if (regexec(&regex, "", 0, NULL, 0) == 0) {
		snprintf(why, why_size, "it matches even an empty log");
		regfree(&regex);
		return false;
	}
	regfree(&regex);
	return true;
}

bool pattern_find(const char *text, const char *log, size_t from, size_t to,
		  size_t *ret_start, size_t *ret_end)
{
	regmatch_t match = { .rm_so = (regoff_t)from, .rm_eo = (regoff_t)to };
	char why[64];
	regex_t regex;
	bool found;

	if (!strstr(text, OPEN)) {
		const char *at =
			memmem(log + from, to - from, text, strlen(text));

		if (!at)
			return false;
		*ret_start = at - log;
		*ret_end = *ret_start + strlen(text);
		return true;
	}
	if (pattern_compile(text, &regex, why, sizeof(why)))
		return false;
	found = regexec(&regex, log, 1, &match, REG_STARTEND) == 0;
	regfree(&regex);
	if (found) {
		*ret_start = match.rm_so;
		*ret_end = match.rm_eo;
	}
	return found;
}
