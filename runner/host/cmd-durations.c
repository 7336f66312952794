// SPDX-License-Identifier: GPL-2.0-only
#include <libgen.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "command.h"
#include "durations.h"
#include "evidence.h"
#include "result.h"
#include "rundir.h"
#include "text.h"

struct durations_options {
	struct option_list rundirs;
	const char *out;
};

#define ROW(member) offsetof(struct durations_options, member)

static const struct option_row rows[] = {
	{ "RUNDIR", NULL, OPTION_OPERAND, true, ROW(rundirs),
	  "a whole run's directory" },
	{ "out", "FILE", OPTION_TEXT, true, ROW(out), "what is written anew" },
};

static int put_run(const struct result *r, struct text *out, struct text *why)
{
	for (size_t i = 0; r->judgements && i < r->plan.nr; i++) {
		const struct observation *seen = &r->session.seen[i];

		if (!seen->finished) {
			text_printf(why, "%s did not come to its end",
				    r->plan.cases[i].id);
			return -1;
		}
		durations_put(r->plan.cases[i].id, seen->elapsed_us, out);
	}
	if (r->plan.nr && !r->manifest.shard)
		return 0;
	text_puts(why, "it is no whole run");
	return -1;
}

/* As any file of a run: never half there. */
static int write_file(const char *path, const struct text *t, struct text *why)
{
	struct rundir d CLEANUP(rundir_close) = RUNDIR_INIT;
	CLEANUP_FREE char *folder = text_dup(path);
	CLEANUP_FREE char *name = text_dup(path);
	int err = rundir_open(dirname(folder), &d, why);

	if (err)
		return err;
	err = rundir_put_text(&d, basename(name), t);
	if (err)
		text_printf(why, "%s: %s", path, strerror(-err));
	return err;
}

static enum outcome write_durations(const struct durations_options *o)
{
	struct rundir d CLEANUP(rundir_close) = RUNDIR_INIT;
	struct result r CLEANUP(result_release);
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct text t CLEANUP_TEXT = TEXT_INIT;
	const char *rundir = o->rundirs.values[0];

	result_init(&r);
	if (o->rundirs.nr > 1)
		return command_fails(OUTCOME_USAGE,
				     "durations: one run directory, not %zu",
				     o->rundirs.nr);
	if (rundir_open(rundir, &d, &why))
		return command_fails(OUTCOME_USAGE, "%s", why.data);
	if (evidence_read(&d, &r, &why))
		return command_fails(OUTCOME_RIG_ERROR, "%s", why.data);
	durations_put_head(&t);
	if (put_run(&r, &t, &why))
		return command_fails(OUTCOME_RIG_ERROR, "%s: %s", rundir,
				     why.data);
	if (write_file(o->out, &t, &why))
		return command_fails(OUTCOME_RIG_ERROR, "%s", why.data);
	return OUTCOME_PASS;
}

static enum outcome run(const struct command *c, char **words, char **argv)
{
	struct durations_options o = { .out = NULL };
	enum outcome outcome;

	if (command_parse(c, words, &o, &outcome))
		outcome = write_durations(&o);
	free(o.rundirs.values);
	return outcome;
}

const struct command command_durations = {
	.name = "durations",
	.summary = "note how long each case took, for dealing out shards",
	.options = rows,
	.options_nr = sizeof(rows) / sizeof(rows[0]),
	.run = run,
};
