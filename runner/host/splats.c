// SPDX-License-Identifier: GPL-2.0-only
#include "splats.h"

#include <ctype.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cleanup.h"
#include "specimen.h"
#include "text.h"

static void list_release(struct splat_list *list)
{
	for (size_t i = 0; i < list->nr; i++) {
		regfree(&list->rules[i].re);
		free(list->rules[i].pattern);
		free(list->rules[i].expiry);
		free(list->rules[i].reason);
	}
	free(list->rules);
	*list = (struct splat_list){ 0 };
}

void splats_release(struct splats *s)
{
	if (s->at_once)
		regfree(&s->denied);
	s->at_once = false;
	list_release(&s->deny);
	list_release(&s->allow);
}

#define SECONDS_A_DAY 86400

/* False: there is no such day. One that no calendar has would become another. */
static bool read_day(const char *s, int64_t *ret_day)
{
	struct tm day = { 0 };
	char again[sizeof("YYYY-MM-DD")];
	time_t t;

	if (!strptime(s, "%Y-%m-%d", &day))
		return false;
	t = timegm(&day);
	if (!strftime(again, sizeof(again), "%Y-%m-%d", &day) ||
	    strcmp(again, s) != 0)
		return false;
	*ret_day = t / SECONDS_A_DAY;
	return true;
}

/* Does it say when the excuse ends, and does that come soon? */
static bool is_expiry(const char *expiry, const char *today, struct text *wrong)
{
	int64_t end, now;

	if (!read_day(expiry, &end)) {
		text_printf(wrong,
			    "has no expiry of the form YYYY-MM-DD, a day that "
			    "there is: '%s'",
			    expiry);
		return false;
	}
	if (!read_day(today, &now) || end - now > SPLATS_EXCUSE_DAYS) {
		text_printf(wrong,
			    "expires on %s: an excuse runs %d days at most "
			    "from the day of the run, %s",
			    expiry, SPLATS_EXCUSE_DAYS, today);
		return false;
	}
	return true;
}

/* All that any line of a console has. */
#define NO_WORDS "[    0.000000] "

/* Compiles an expression; one that matches a line without words matches all. */
static bool compile(struct splat_rule *rule, struct text *wrong)
{
	if (regcomp(&rule->re, rule->pattern, REG_EXTENDED | REG_NOSUB)) {
		text_puts(wrong, "is no extended regular expression");
		return false;
	}
	if (!regexec(&rule->re, "", 0, NULL, 0) ||
	    !regexec(&rule->re, NO_WORDS, 0, NULL, 0)) {
		text_puts(wrong, "matches every line");
		regfree(&rule->re);
		return false;
	}
	return true;
}

/* Would the excuse excuse whatever is of a kind? */
static bool is_wide(const struct splat_rule *rule, struct text *wrong)
{
	CLEANUP_FREE char *specimen = specimen_match(&rule->re);

	if (specimen)
		text_printf(wrong, "excuses every splat that says '%s': %s",
			    specimen,
			    specimen_is_named(specimen)
				    ? "let it match the function or the file "
				      "as well"
				    : "that names nobody and can not be "
				      "excused; a title or another line that "
				      "names a function or a file can");
	return specimen;
}

/* Cuts the fields of an allow line that stand behind the expression. */
static bool take_fields(char *line, const char *today, char **ret_expiry,
			char **ret_reason, struct text *wrong)
{
	char *expiry = strchr(line, '\t');
	char *reason = expiry ? strchr(expiry + 1, '\t') : NULL;

	if (!reason) {
		text_puts(wrong, "is not expression, tab, expiry, tab, reason");
		return false;
	}
	*expiry++ = *reason++ = '\0';
	if (!is_expiry(expiry, today, wrong))
		return false;
	if (!reason[strspn(reason, " \t")]) {
		text_puts(wrong, "gives no reason");
		return false;
	}
	*ret_expiry = expiry;
	*ret_reason = reason;
	return true;
}

/* False: `wrong` says what is. `today` NULL: a deny line. */
static bool take_rule(struct splat_list *list, char *line, int number,
		      const char *today, struct text *wrong)
{
	struct splat_rule rule = { .line = number };
	char *expiry = NULL, *reason = NULL;

	if (today && !take_fields(line, today, &expiry, &reason, wrong))
		return false;
	rule.pattern = line;
	if (!compile(&rule, wrong))
		return false;
	if (today && is_wide(&rule, wrong)) {
		regfree(&rule.re);
		return false;
	}
	rule.pattern = text_dup(line);
	if (today) {
		rule.expiry = text_dup(expiry);
		rule.reason = text_dup(reason);
		rule.expired = strcmp(expiry, today) < 0;
	}
	list->rules = text_grow(list->rules, list->nr, sizeof(*list->rules));
	list->rules[list->nr++] = rule;
	return true;
}

static int list_read(const char *path, const char *today,
		     struct splat_list *ret, struct text *why)
{
	CLEANUP_FILE FILE *f = fopen(path, "re");
	CLEANUP_FREE char *line = NULL;
	size_t size = 0;
	ssize_t len;

	if (!f) {
		int err = -errno;

		text_printf(why, "%s: %s", path, strerror(-err));
		return err;
	}
	for (int n = 1; (len = getline(&line, &size, f)) >= 0; n++) {
		struct text wrong CLEANUP_TEXT = TEXT_INIT;

		if (len && line[len - 1] == '\n')
			line[--len] = '\0';
		if (!line[0] || line[0] == '#')
			continue;
		if (!take_rule(ret, line, n, today, &wrong)) {
			text_printf(why, "%s:%d: the line %s", path, n,
				    wrong.data);
			return -EINVAL;
		}
	}
	if (ferror(f)) {
		text_printf(why, "%s: %s", path, strerror(EIO));
		return -EIO;
	}
	return 0;
}

/* All deny lines as one; not when one counts groups, which would be others. */
static void join(struct splats *s)
{
	struct text all CLEANUP_TEXT = TEXT_INIT;

	for (size_t i = 0; i < s->deny.nr; i++) {
		const char *pattern = s->deny.rules[i].pattern;

		for (const char *at = pattern; *at; at++)
			if (at[0] == '\\' && isdigit((unsigned char)at[1]))
				return;
		text_printf(&all, "%s(%s)", i ? "|" : "", pattern);
	}
	s->at_once = !regcomp(&s->denied, all.data, REG_EXTENDED | REG_NOSUB);
}

int splats_read(const char *deny_path, const char *allow_path,
		const char *today, struct splats *ret, struct text *why)
{
	struct splats s = { 0 };
	int err = list_read(deny_path, NULL, &s.deny, why);

	if (!err && !s.deny.nr) {
		err = -EINVAL;
		text_printf(why,
			    "%s: the deny list is empty: no splat would be "
			    "found",
			    deny_path);
	}
	if (!err && allow_path)
		err = list_read(allow_path, today, &s.allow, why);
	if (err) {
		splats_release(&s);
		return err;
	}
	join(&s);
	*ret = s;
	return 0;
}

bool splats_denies(const struct splats *s, const char *line)
{
	if (s->at_once)
		return !regexec(&s->denied, line, 0, NULL, 0);
	for (size_t i = 0; i < s->deny.nr; i++)
		if (!regexec(&s->deny.rules[i].re, line, 0, NULL, 0))
			return true;
	return false;
}

struct splat_rule *splats_excuse(struct splats *s, const char *line)
{
	for (size_t i = 0; i < s->allow.nr; i++) {
		struct splat_rule *rule = &s->allow.rules[i];

		if (!rule->expired && !regexec(&rule->re, line, 0, NULL, 0))
			return rule;
	}
	return NULL;
}
