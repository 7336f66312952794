// SPDX-License-Identifier: GPL-2.0-only
#include "command.h"
#include "ending.h"
#include "rundir.h"
#include "term.h"
#include "text.h"

struct report_options {
	const char *rundir;
	bool verbose;
};

static const struct option_row rows[] = {
	{ "RUNDIR", NULL, OPTION_OPERAND, true,
	  offsetof(struct report_options, rundir), "a run's directory" },
	{ "verbose", NULL, OPTION_FLAG, false,
	  offsetof(struct report_options, verbose), "say more" },
};

static enum outcome run(const struct command *c, char **words, char **argv)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct report_options o = { NULL };
	struct rundir d = RUNDIR_INIT;
	enum outcome outcome;
	struct term t;

	if (!command_parse(c, words, &o, &outcome))
		return outcome;
	if (rundir_open(o.rundir, &d, &why))
		return command_fails(OUTCOME_USAGE, "%s", why.data);
	term_init(&t, stdout, o.verbose);
	outcome = ending_tell(&d, &t, NULL);
	rundir_close(&d);
	return outcome;
}

const struct command command_report = {
	.name = "report",
	.summary =
		"judge a run again from its directory, and write its reports",
	.options = rows,
	.options_nr = sizeof(rows) / sizeof(rows[0]),
	.run = run,
};
