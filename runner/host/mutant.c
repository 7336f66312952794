// SPDX-License-Identifier: GPL-2.0-only
#include "mutant.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cleanup.h"
#include "text.h"

#define SUFFIX ".patch"

/* What stands after "key:", without blanks around it; NULL: another line. */
static char *value_of(char *line, const char *key)
{
	size_t len = strlen(key);
	char *value = line + len + 1;

	if (strncasecmp(line, key, len) || line[len] != ':')
		return NULL;
	value += strspn(value, " \t");
	for (char *end = value + strlen(value);
	     end > value && strchr(" \t", end[-1]);)
		*--end = '\0';
	return value;
}

static bool is_case_id(const char *s)
{
	const char *slash = strchr(s, '/');

	return slash && slash != s && slash[1] && !strpbrk(slash + 1, "/ \t") &&
	       !strpbrk(s, " \t");
}

static bool add_case(struct mutant *m, const char *id)
{
	if (!is_case_id(id))
		return false;
	for (size_t i = 0; i < m->caught_by_nr; i++)
		if (!strcmp(m->caught_by[i].id, id))
			return false;
	m->caught_by =
		text_grow(m->caught_by, m->caught_by_nr, sizeof(*m->caught_by));
	m->caught_by[m->caught_by_nr++] = (struct mutant_catch){
		.id = text_dup(id),
	};
	return true;
}

/* They belong to the case that was named last. */
static bool add_words(struct mutant *m, const char *words)
{
	struct mutant_catch *c;

	if (!m->caught_by_nr || !*words)
		return false;
	c = &m->caught_by[m->caught_by_nr - 1];
	if (c->words)
		return false;
	c->words = text_dup(words);
	return true;
}

/* What shows on the running kernel; a build that fails kills nothing. */
static bool set_end(struct mutant *m, const char *name, bool *stated)
{
	bool first = !*stated;

	*stated = true;
	return first && outcome_parse(name, &m->ends_in) &&
	       (m->ends_in == OUTCOME_TEST_FAIL ||
		m->ends_in == OUTCOME_KERNEL_CRASH ||
		m->ends_in == OUTCOME_KERNEL_SPLAT ||
		m->ends_in == OUTCOME_HANG);
}

/* A subject goes on in lines that begin with a blank. */
static bool take_subject(struct mutant *m, char *line, bool *inside)
{
	char *value = value_of(line, "Subject");
	char *joined;

	if (value && !m->subject) {
		if (!strncmp(value, "[PATCH", 6) && strchr(value, ']'))
			value = strchr(value, ']') + 1;
		m->subject = text_dup(value + strspn(value, " "));
		*inside = true;
		return true;
	}
	if (!*inside || !strchr(" \t", *line) || !*line) {
		*inside = false;
		return false;
	}
	joined = text_format("%s %s", m->subject, line + strspn(line, " \t"));
	free(m->subject);
	m->subject = joined;
	return true;
}

/* One line of the head; the fault of it in words, or NULL. */
static const char *take_line(struct mutant *m, char *line, bool *end_stated)
{
	char *value = value_of(line, "Caught-by");

	if (value)
		return add_case(m, value) ? NULL
					  : "is no case id, or stands twice";
	value = value_of(line, "Caught-with");
	if (value)
		return add_words(m, value)
			       ? NULL
			       : "has no words, or stands not after "
				 "a Caught-by: of its own";
	value = value_of(line, "Ends-in");
	if (value)
		return set_end(m, value, end_stated)
			       ? NULL
			       : "is no TEST_FAIL, KERNEL_CRASH, KERNEL_SPLAT "
				 "or HANG, or stands twice";
	/* a key misspelt would silently state nothing */
	if (!strncasecmp(line, "caught", 6) || !strncasecmp(line, "ends-", 5) ||
	    !strncasecmp(line, "ends in:", 8))
		return "is none of Caught-by:, Caught-with: and Ends-in:";
	return NULL;
}

static int read_head(FILE *f, const char *path, struct mutant *m,
		     struct text *why)
{
	CLEANUP_FREE char *line = NULL;
	bool in_subject = false, end_stated = false;
	size_t size = 0;

	for (int n = 1; getline(&line, &size, f) >= 0; n++) {
		const char *fault;

		line[strcspn(line, "\r\n")] = '\0';
		if (!strcmp(line, "---") || !strncmp(line, "diff --git ", 11))
			break;
		if (take_subject(m, line, &in_subject))
			continue;
		fault = take_line(m, line, &end_stated);
		if (!fault)
			continue;
		text_printf(why, "%s:%d: '%s' %s", path, n, line, fault);
		return -EINVAL;
	}
	if (ferror(f)) {
		text_printf(why, "%s: %s", path, strerror(EIO));
		return -EIO;
	}
	return 0;
}

/* What the head as a whole lacks. */
static int check_head(const struct mutant *m, const char *path,
		      struct text *why)
{
	if (!m->subject || !*m->subject) {
		text_printf(why, "%s: no subject says what the defect is",
			    path);
		return -EINVAL;
	}
	if (!m->caught_by_nr) {
		text_printf(why,
			    "%s: no line 'Caught-by: object/program' says "
			    "which case must catch it",
			    path);
		return -EINVAL;
	}
	for (size_t i = 0; i < m->caught_by_nr; i++) {
		if (m->caught_by[i].words)
			continue;
		text_printf(why,
			    "%s: no line 'Caught-with: words' after "
			    "'Caught-by: %s' says what must be said then",
			    path, m->caught_by[i].id);
		return -EINVAL;
	}
	return 0;
}

int mutant_read(const char *path, struct mutant *ret, struct text *why)
{
	CLEANUP_FILE FILE *f = fopen(path, "re");
	const char *slash = strrchr(path, '/');
	const char *base = slash ? slash + 1 : path;
	struct mutant m = { .ends_in = OUTCOME_TEST_FAIL };
	size_t len = strlen(base);
	int err;

	if (!f) {
		err = -errno;
		text_printf(why, "%s: %s", path, strerror(-err));
		return err;
	}
	if (len <= strlen(SUFFIX) ||
	    strcmp(base + len - strlen(SUFFIX), SUFFIX)) {
		text_printf(why, "%s: it is no *" SUFFIX, path);
		return -EINVAL;
	}
	m.name = text_format("%.*s", (int)(len - strlen(SUFFIX)), base);
	err = read_head(f, path, &m, why);
	if (!err)
		err = check_head(&m, path, why);
	if (err)
		mutant_release(&m);
	else
		*ret = m;
	return err;
}

void mutant_release(struct mutant *m)
{
	for (size_t i = 0; i < m->caught_by_nr; i++) {
		free(m->caught_by[i].id);
		free(m->caught_by[i].words);
	}
	free(m->caught_by);
	free(m->subject);
	free(m->name);
	*m = (struct mutant){ 0 };
}
