/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * splats: warnings of the kernel that a console must not hold.
 *
 * A deny list has one extended regular expression a line; a line of the
 * console that matches one is a splat, or a line of one. An allow list has
 * lines of expression, tab, date of expiry (YYYY-MM-DD, its last good day, in
 * SPLATS_EXCUSE_DAYS at most), tab, reason: a splat whose title or any line
 * matches one that is not expired is excused, with all its lines. An expression
 * that would excuse whatever is of a kind (specimen.h) is an error, and lines
 * that the kernel lost are never excused. Empty lines and lines that begin with
 * # say nothing. A deny list without an expression is an error, for it would
 * find nothing and look clean.
 *
 * splats_read(), then splat_scan (splat-scan.h) with every line, which notes
 * in ->used of the allow list what excused something; splats_release().
 */
#ifndef RIG_SPLATS_H
#define RIG_SPLATS_H

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>

struct text;

#define SPLATS_EXCUSE_DAYS 366 /* a year: then somebody looks again */

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
	regex_t denied; /* all of ->deny at once: a console has many lines */
	bool at_once; /* else each must be tried */
	struct splat_list allow;
};

/*
 * `today` is the day that expiries are held against, as YYYY-MM-DD. 0 or
 * -errno; on an error `why` names file, line and the offending text.
 */
int splats_read(const char *deny_path, const char *allow_path,
		const char *today, struct splats *ret, struct text *why);

/* Is the (cleaned) line one of a splat? */
bool splats_denies(const struct splats *s, const char *line);

/* The rule, not expired, by which the splat of this line is excused, or NULL. */
struct splat_rule *splats_excuse(struct splats *s, const char *line);

void splats_release(struct splats *s);

#endif
