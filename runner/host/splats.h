/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * splats: warnings of the kernel that a console must not hold.
 *
 * A deny list has one extended regular expression a line; a line of the
 * console that matches one is a splat. An allow list has lines of expression,
 * tab, date of expiry (YYYY-MM-DD, its last good day), tab, reason: a splat
 * that matches one that is not expired is excused. Empty lines and lines that
 * begin with # say nothing. A deny list without an expression is an error, for
 * it would find nothing and look clean.
 *
 * splats_read(), splats_match() for every line, then look at ->used of the
 * allow list; splats_release().
 */
#ifndef RIG_SPLATS_H
#define RIG_SPLATS_H

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>

struct text;

struct splat_rule {
	regex_t re;
	char *pattern;
	char *expiry; /* allow only, as all below */
	char *reason;
	bool expired;
	bool used;
	int line; /* in its file, from 1 */
};

struct splat_list {
	struct splat_rule *rules;
	size_t nr;
};

struct splats {
	struct splat_list deny;
	struct splat_list allow;
};

/*
 * `today` is the day that expiries are held against, as YYYY-MM-DD. 0 or
 * -errno; on an error `why` names file, line and the offending text.
 */
int splats_read(const char *deny_path, const char *allow_path,
		const char *today, struct splats *ret, struct text *why);

/*
 * Is the (cleaned) line a splat? *ret_excuse is then the rule that excuses it,
 * or NULL.
 */
bool splats_match(struct splats *s, const char *line,
		  const struct splat_rule **ret_excuse);

void splats_release(struct splats *s);

#endif
