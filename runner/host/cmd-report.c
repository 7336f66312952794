// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "annotation.h"
#include "cleanup.h"
#include "command.h"
#include "ending.h"
#include "evidence.h"
#include "merge.h"
#include "result.h"
#include "rundir.h"
#include "term.h"
#include "text.h"

struct report_options {
	struct option_list rundirs;
	const char *merge;
	const char *cells;
	const char *annotate;
	bool verbose;
};

static const struct option_row rows[] = {
	{ "RUNDIR...", NULL, OPTION_OPERAND, true,
	  offsetof(struct report_options, rundirs),
	  "a run's directory; several for --merge" },
	{ "merge", "OUT", OPTION_TEXT, false,
	  offsetof(struct report_options, merge),
	  "one report of all of them, in this folder" },
	{ "cells", "CELLS", OPTION_TEXT, false,
	  offsetof(struct report_options, cells),
	  "with --merge: the ARCH/VARIANTs that must be there" },
	{ "annotate", "SYSTEM", OPTION_TEXT, false,
	  offsetof(struct report_options, annotate),
	  "write no report, print what that CI system takes for remarks; github" },
	{ "verbose", NULL, OPTION_FLAG, false,
	  offsetof(struct report_options, verbose), "say more" },
};

static enum outcome report_one(const char *rundir, struct term *t)
{
	struct rundir d CLEANUP(rundir_close) = RUNDIR_INIT;
	struct text why CLEANUP_TEXT = TEXT_INIT;

	if (rundir_open(rundir, &d, &why))
		return command_fails(OUTCOME_USAGE, "%s", why.data);
	return ending_tell(&d, t, NULL);
}

/* Whoever asks wants the lines; how the run went is not this one's to say. */
static enum outcome annotate(const struct report_options *o)
{
	struct rundir d CLEANUP(rundir_close) = RUNDIR_INIT;
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct text lines CLEANUP_TEXT = TEXT_INIT;
	struct result r CLEANUP(result_release);
	int err;

	result_init(&r);
	if (strcmp(o->annotate, "github") != 0)
		return command_fails(OUTCOME_USAGE,
				     "--annotate '%s' is not known; valid: "
				     "github",
				     o->annotate);
	if (o->merge || o->rundirs.nr > 1)
		return command_fails(OUTCOME_USAGE,
				     "--annotate goes with one run directory");
	if (rundir_open(o->rundirs.values[0], &d, &why))
		return command_fails(OUTCOME_USAGE, "%s", why.data);
	err = evidence_read(&d, &r, &why);
	if (err)
		return command_fails(OUTCOME_RIG_ERROR, "%s", why.data);
	annotation_put_github(&r, &lines);
	fputs(lines.data, stdout);
	return OUTCOME_PASS;
}

static enum outcome report(const struct report_options *o)
{
	const struct option_list *dirs = &o->rundirs;
	struct term t;

	if (o->annotate)
		return annotate(o);
	term_init(&t, stdout, o->verbose);
	if (o->merge)
		return merge_runs(o->merge, dirs->values, dirs->nr, o->cells,
				  &t);
	if (o->cells)
		return command_fails(OUTCOME_USAGE,
				     "--cells goes with --merge");
	if (dirs->nr > 1)
		return command_fails(OUTCOME_USAGE,
				     "several run directories go with --merge");
	return report_one(dirs->values[0], &t);
}

static enum outcome run(const struct command *c, char **words, char **argv)
{
	struct report_options o = { .merge = NULL };
	enum outcome outcome;

	if (command_parse(c, words, &o, &outcome))
		outcome = report(&o);
	free(o.rundirs.values);
	return outcome;
}

const struct command command_report = {
	.name = "report",
	.summary = "judge runs again from their directories, and write reports",
	.options = rows,
	.options_nr = sizeof(rows) / sizeof(rows[0]),
	.run = run,
};
