// SPDX-License-Identifier: GPL-2.0-only
#include "splats.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
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

static bool is_date(const char *s)
{
	static const char form[] = "dddd-dd-dd";

	for (size_t i = 0; i < sizeof(form); i++)
		if (form[i] == 'd' ? !isdigit((unsigned char)s[i])
				   : s[i] != form[i])
			return false;
	return strncmp(s + 5, "01", 2) >= 0 && strncmp(s + 5, "12", 2) <= 0 &&
	       strncmp(s + 8, "01", 2) >= 0 && strncmp(s + 8, "31", 2) <= 0;
}

/* All that any line of a console has. */
#define NO_WORDS "[    0.000000] "

/* Compiles an expression; one that matches a line without words matches all. */
static const char *compile(struct splat_rule *rule)
{
	if (regcomp(&rule->re, rule->pattern, REG_EXTENDED | REG_NOSUB))
		return "is no extended regular expression";
	if (!regexec(&rule->re, "", 0, NULL, 0) ||
	    !regexec(&rule->re, NO_WORDS, 0, NULL, 0)) {
		regfree(&rule->re);
		return "matches every line";
	}
	return NULL;
}

/* NULL, or what is wrong with the line. `today` NULL: a deny line. */
static const char *take_rule(struct splat_list *list, char *line, int number,
			     const char *today)
{
	char *expiry = NULL, *reason = NULL;
	struct splat_rule *rule;
	const char *wrong;

	if (today) {
		expiry = strchr(line, '\t');
		if (expiry) {
			*expiry++ = '\0';
			reason = strchr(expiry, '\t');
		}
		if (!reason)
			return "is not expression, tab, expiry, tab, reason";
		*reason++ = '\0';
		if (!is_date(expiry))
			return "has no expiry of the form YYYY-MM-DD";
		if (!reason[strspn(reason, " \t")])
			return "gives no reason";
	}
	list->rules = text_grow(list->rules, list->nr, sizeof(*list->rules));
	rule = &list->rules[list->nr];
	rule->pattern = text_dup(line);
	wrong = compile(rule);
	if (wrong) {
		free(rule->pattern);
		return wrong;
	}
	list->nr++;
	rule->line = number;
	if (today) {
		rule->expiry = text_dup(expiry);
		rule->reason = text_dup(reason);
		rule->expired = strcmp(expiry, today) < 0;
	}
	return NULL;
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
		const char *wrong;

		if (len && line[len - 1] == '\n')
			line[--len] = '\0';
		if (!line[0] || line[0] == '#')
			continue;
		wrong = take_rule(ret, line, n, today);
		if (wrong) {
			text_printf(why, "%s:%d: the line %s", path, n, wrong);
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
