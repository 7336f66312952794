// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "command.h"
#include "discriminate.h"
#include "report-discriminate.h"
#include "rundir.h"
#include "text.h"

#define PREFIX "mutant/"
#define FIELDS 5

struct discriminate_options {
	const char *runs;
	const char *mutants;
	const char *out;
};

#define ROW(member) offsetof(struct discriminate_options, member)

static const struct option_row rows[] = {
	{ "runs", "FILE", OPTION_TEXT, true, ROW(runs),
	  "a run a line: variant, its directory, new or reused, the gate's "
	  "verdict or -, and its words, with tabs between" },
	{ "mutants", "DIR", OPTION_TEXT, true, ROW(mutants),
	  "folder of the mutants' patches" },
	{ "out", "DIR", OPTION_TEXT, true, ROW(out),
	  "folder that gets discriminate.json and discriminate.md" },
};

/* Cuts the line at its tabs; the last field takes the rest. */
static bool cut(char *line, char *fields[FIELDS])
{
	for (int i = 0; i < FIELDS; i++) {
		fields[i] = line;
		if (i == FIELDS - 1)
			break;
		line = strchr(line, '\t');
		if (!line)
			return false;
		*line++ = '\0';
	}
	return *fields[0] && *fields[1];
}

static bool read_gate(struct discriminate_run *run, const char *verdict,
		      const char *words)
{
	enum outcome outcome;
	struct text t = TEXT_INIT;

	if (!strcmp(verdict, "-"))
		return true;
	if (!outcome_parse(verdict, &outcome))
		return false;
	run->gate = text_dup(verdict);
	text_put_clean_line(&t, words, strlen(words));
	run->gate_says = t.bytes ? text_take(&t) : NULL;
	return true;
}

/* The run that a line tells of. On false `why` says what is wrong with it. */
static bool read_run(const struct discriminate_options *o, char *line,
		     struct discriminate_run *ret, struct text *why)
{
	CLEANUP_FREE char *patch = NULL;
	char *f[FIELDS];

	if (!cut(line, f) || (strcmp(f[2], "new") && strcmp(f[2], "reused")) ||
	    !read_gate(ret, f[3], f[4])) {
		text_puts(why, "the line does not tell of a run");
		return false;
	}
	ret->reused = !strcmp(f[2], "reused");
	ret->is_mutant = !strncmp(f[0], PREFIX, strlen(PREFIX));
	if (account_read(f[1], &ret->account, why))
		return false;
	if (strcmp(ret->account.variant, f[0])) {
		text_printf(why, "%s is a run of %s, not of %s", f[1],
			    ret->account.variant, f[0]);
		return false;
	}
	if (!ret->is_mutant)
		return true;
	patch = text_format("%s/%s.patch", o->mutants, f[0] + strlen(PREFIX));
	return !mutant_read(patch, &ret->mutant, why);
}

static bool read_runs(const struct discriminate_options *o,
		      struct discrimination *d, struct text *why)
{
	CLEANUP_FILE FILE *f = fopen(o->runs, "re");
	CLEANUP_FREE char *line = NULL;
	size_t size = 0;

	if (!f) {
		text_printf(why, "%s: %s", o->runs, strerror(errno));
		return false;
	}
	for (int n = 1; getline(&line, &size, f) >= 0; n++) {
		struct text reason CLEANUP_TEXT = TEXT_INIT;

		line[strcspn(line, "\n")] = '\0';
		d->runs = text_grow(d->runs, d->nr, sizeof(*d->runs));
		d->nr++;
		if (read_run(o, line, &d->runs[d->nr - 1], &reason))
			continue;
		text_printf(why, "%s:%d: %s", o->runs, n, reason.data);
		return false;
	}
	return true;
}

static bool ran(const struct discrimination *d, const char *patch)
{
	for (size_t i = 0; i < d->nr; i++) {
		const char *name = d->runs[i].mutant.name;

		if (name && !strncmp(name, patch, strlen(name)) &&
		    !strcmp(patch + strlen(name), ".patch"))
			return true;
	}
	return false;
}

/* Is there a run of each mutant in the folder? */
static bool is_whole(const struct discrimination *d, const char *folder)
{
	CLEANUP_DIR DIR *dir = opendir(folder);
	bool whole = dir;

	for (struct dirent *e; dir && (e = readdir(dir));) {
		size_t len = strlen(e->d_name);

		if (len > 6 && !strcmp(e->d_name + len - 6, ".patch") &&
		    !ran(d, e->d_name))
			whole = false;
	}
	return whole;
}

static int write_reports(const struct discrimination *d, const char *out,
			 struct text *why)
{
	struct text md CLEANUP_TEXT = TEXT_INIT;
	struct text json CLEANUP_TEXT = TEXT_INIT;
	struct rundir dir CLEANUP(rundir_close) = RUNDIR_INIT;
	int err = rundir_open(out, &dir, why);

	if (err)
		return err;
	report_discriminate_md(d, &md);
	fputs(md.data, stdout);
	err = report_discriminate_json(d, &json);
	if (!err)
		err = rundir_put_text(&dir, "discriminate.md", &md);
	if (!err)
		err = rundir_put_text(&dir, "discriminate.json", &json);
	if (err)
		text_printf(why, "%s: %s", out, strerror(-err));
	return err;
}

static enum outcome run(const struct command *c, char **words, char **argv)
{
	struct discriminate_options o = { NULL };
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct discrimination d CLEANUP(discriminate_release) = { 0 };
	enum outcome outcome;

	if (!command_parse(c, words, &o, &outcome))
		return outcome;
	if (!read_runs(&o, &d, &why))
		return command_fails(OUTCOME_RIG_ERROR, "%s", why.data);
	d.whole = is_whole(&d, o.mutants);
	discriminate_judge(&d);
	if (write_reports(&d, o.out, &why))
		return command_fails(OUTCOME_RIG_ERROR, "%s", why.data);
	return d.outcome;
}

const struct command command_discriminate = {
	.name = "discriminate",
	.summary = "hold runs of the same cases on several kernels against "
		   "each other",
	.options = rows,
	.options_nr = sizeof(rows) / sizeof(rows[0]),
	.run = run,
};
