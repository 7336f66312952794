// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "command.h"
#include "series.h"
#include "text.h"

struct series_options {
	const char *dir;
	const char *arch;
	int64_t patches;
	struct option_list steps;
};

#define ROW(member) offsetof(struct series_options, member)

static const struct option_row rows[] = {
	{ "dir", "DIR", OPTION_TEXT, true, ROW(dir),
	  "folder of the NN.steps, which gets report.md and report.json" },
	{ "arch", "ARCH", OPTION_TEXT, true, ROW(arch), "of the runs" },
	{ "patches", "NUMBER", OPTION_NUMBER, true, ROW(patches),
	  "how many the whole series has" },
	{ "step", "NN", OPTION_LIST, true, ROW(steps),
	  "number of a patch that was looked at; repeated, in order" },
};

/* A number of the series, greater than the one before. */
static bool parse_step(const char *word, unsigned int before, int64_t patches,
		       unsigned int *ret)
{
	char *end;
	unsigned long number = strtoul(word, &end, 10);

	if (end == word || *end || number <= before ||
	    number > (unsigned long)patches)
		return false;
	*ret = (unsigned int)number;
	return true;
}

static int put_file(const char *dir, const char *name, const struct text *t,
		    struct text *why)
{
	CLEANUP_FREE char *path = text_format("%s/%s", dir, name);
	CLEANUP_FREE char *tmp = text_format("%s/.%s.tmp", dir, name);
	CLEANUP_FILE FILE *f = fopen(tmp, "we");

	if (f && fwrite(t->data, 1, t->bytes, f) == t->bytes && !fflush(f) &&
	    !rename(tmp, path))
		return 0;
	text_printf(why, "%s: %s", path, strerror(errno));
	return -EIO;
}

static int write_reports(const struct series *s, const struct series_options *o,
			 struct text *why)
{
	struct text markdown CLEANUP_TEXT = TEXT_INIT;
	struct text json CLEANUP_TEXT = TEXT_INIT;
	int err;

	series_put_markdown(s, o->arch, &markdown);
	err = series_put_json(s, o->arch, &json);
	if (err)
		text_puts(why, "report.json can not be made");
	if (!err)
		err = put_file(o->dir, "report.md", &markdown, why);
	return err ?: put_file(o->dir, "report.json", &json, why);
}

static enum outcome tell(const struct series_options *o, struct series *s)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct text matrix CLEANUP_TEXT = TEXT_INIT;
	struct text sentence CLEANUP_TEXT = TEXT_INIT;
	enum outcome outcome;

	series_judge(s);
	if (write_reports(s, o, &why))
		return command_fails(OUTCOME_RIG_ERROR, "%s", why.data);
	series_put_matrix(s, &matrix);
	outcome = series_conclude(s, &sentence);
	printf("%s\n%s/report.md\n%s: %s\n", matrix.data, o->dir,
	       outcome_name(outcome), sentence.data);
	return outcome;
}

static enum outcome run(const struct command *c, char **words, char **argv)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct series_options o = { NULL };
	CLEANUP_FREE unsigned int *numbers = NULL;
	struct series s = { NULL };
	enum outcome outcome;

	if (!command_parse(c, words, &o, &outcome))
		return outcome;
	numbers = text_alloc(o.steps.nr, sizeof(*numbers));
	for (size_t i = 0; i < o.steps.nr; i++)
		if (!parse_step(o.steps.values[i], i ? numbers[i - 1] : 0,
				o.patches, &numbers[i]))
			return command_fails(OUTCOME_USAGE,
					     "--step %s: not a patch of the "
					     "series, in order",
					     o.steps.values[i]);
	if (series_read(o.dir, numbers, o.steps.nr, (unsigned int)o.patches, &s,
			&why))
		outcome = command_fails(OUTCOME_RIG_ERROR, "%s", why.data);
	else
		outcome = tell(&o, &s);
	series_release(&s);
	free(o.steps.values);
	return outcome;
}

const struct command command_series = {
	.name = "series",
	.summary = "hold the patches of a series against each other",
	.options = rows,
	.options_nr = sizeof(rows) / sizeof(rows[0]),
	.run = run,
};
