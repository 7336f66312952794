// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "ending.h"
#include "manifest.h"
#include "rundir.h"
#include "term.h"
#include "text.h"

struct fail_options {
	const char *runs;
	const char *arch;
	const char *variant;
	const char *shard;
	int64_t exit;
	const char *phase;
	const char *reason;
	const char *phases;
};

#define ROW(member) offsetof(struct fail_options, member)

static const struct option_row rows[] = {
	{ "runs", "DIR", OPTION_TEXT, true, ROW(runs),
	  "folder that gets the run's directory" },
	{ "arch", "ARCH", OPTION_TEXT, true, ROW(arch), "of the run" },
	{ "variant", "VARIANT", OPTION_TEXT, true, ROW(variant), "of the run" },
	{ "shard", "K/N", OPTION_TEXT, false, ROW(shard),
	  "the part of the cases that it was to run" },
	{ "exit", "STATUS", OPTION_NUMBER, false, ROW(exit),
	  "what the phase exited with, an outcome's" },
	{ "phase", "NAME", OPTION_TEXT, true, ROW(phase), "that failed" },
	{ "reason", "TEXT", OPTION_TEXT, true, ROW(reason), "one sentence" },
	{ "phases", "FILE", OPTION_TEXT, false, ROW(phases),
	  "name and seconds of each phase before, a line each" },
};

static enum outcome run(const struct command *c, char **words, char **argv)
{
	struct fail_options o = { .exit = outcome_exit(OUTCOME_RIG_ERROR) };
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct text reason CLEANUP_TEXT = TEXT_INIT;
	enum outcome outcome, failed;
	struct rundir d = RUNDIR_INIT;
	struct manifest m;
	struct term t;
	int err;

	if (!command_parse(c, words, &o, &outcome))
		return outcome;
	/* nothing that failed becomes a PASS by a number */
	if (o.exit > 255 || !outcome_of_exit((int)o.exit, &failed) ||
	    failed == OUTCOME_PASS || failed == OUTCOME_USAGE)
		failed = OUTCOME_RIG_ERROR;
	if (rundir_create(o.runs, o.arch, o.variant, &d, &why))
		return command_fails(OUTCOME_RIG_ERROR, "%s", why.data);
	term_init(&t, stdout, false);
	manifest_init(&m);
	manifest_set(&m.id, d.id);
	manifest_set(&m.arch, o.arch);
	manifest_set(&m.variant, o.variant);
	manifest_set(&m.shard, o.shard);
	text_put_clean_line(&reason, o.reason, strlen(o.reason));
	if (o.phases && !access(o.phases, R_OK))
		rundir_copy(&d, o.phases, "phases");
	err = rundir_link_latest(&d);
	if (err) {
		/* else who looks there finds an older run, maybe a green one */
		text_printf(&reason, "; the link latest: %s", strerror(-err));
		failed = OUTCOME_RIG_ERROR;
	}
	outcome = ending_fail(&d, &m, failed, o.phase, reason.data, &t);
	manifest_release(&m);
	rundir_close(&d);
	return outcome;
}

const struct command command_fail = {
	.name = "fail",
	.summary = "make the run directory of a run that ended before its VM",
	.options = rows,
	.options_nr = sizeof(rows) / sizeof(rows[0]),
	.run = run,
};
