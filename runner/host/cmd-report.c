// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>

#include "cleanup.h"
#include "command.h"
#include "ending.h"
#include "merge.h"
#include "rundir.h"
#include "term.h"
#include "text.h"

struct report_options {
	struct option_list rundirs;
	const char *merge;
	const char *cells;
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

static enum outcome report(const struct report_options *o)
{
	const struct option_list *dirs = &o->rundirs;
	struct term t;

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
