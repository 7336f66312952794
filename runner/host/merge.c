// SPDX-License-Identifier: GPL-2.0-only
#include "merge.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cleanup.h"
#include "command.h"
#include "matrix-table.h"
#include "matrix.h"
#include "report-matrix.h"
#include "rundir.h"
#include "term.h"
#include "text.h"

/* Is all that is in the folder what a merge leaves there? */
static bool is_of_merge(const char *path)
{
	CLEANUP_DIR DIR *dir = opendir(path);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const char *name = entry->d_name;

		if (strcmp(name, ".") && strcmp(name, "..") &&
		    strcmp(name, "cells") && strncmp(name, "report.", 7) &&
		    strncmp(name, "result.json", 11))
			return false;
	}
	return true;
}

/* Is the run's directory in the folder, where all is removed? */
static bool holds(const char *out, const char *dir)
{
	CLEANUP_FREE char *folder = realpath(out, NULL);
	CLEANUP_FREE char *run = realpath(dir, NULL);
	size_t length = folder ? strlen(folder) : 0;

	return folder && run && !strncmp(run, folder, length) &&
	       (run[length] == '/' || !run[length]);
}

static int remove_entry(const char *path, const struct stat *st, int type,
			struct FTW *at)
{
	(void)st;
	(void)type;
	return at->level && remove(path) ? -errno : 0;
}

/* An old report must not outlive its runs, least of all a green one. */
static bool make_place(const char *out, const char *const *dirs, size_t dirs_nr,
		       enum outcome *ret)
{
	int err;

	for (size_t i = 0; i < dirs_nr; i++) {
		if (!holds(out, dirs[i]))
			continue;
		*ret = command_fails(OUTCOME_USAGE,
				     "--merge %s: the run %s is in there, "
				     "where the report goes",
				     out, dirs[i]);
		return false;
	}
	if (!is_of_merge(out)) {
		*ret = command_fails(OUTCOME_USAGE,
				     "--merge %s: it holds something else than "
				     "a merged report",
				     out);
		return false;
	}
	err = access(out, F_OK)
		      ? 0
		      : nftw(out, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	if (!err)
		return true;
	*ret = command_fails(OUTCOME_RIG_ERROR, "--merge %s: %s", out,
			     strerror(-err));
	return false;
}

static enum outcome write_reports(const struct matrix *m, const char *out,
				  struct term *t)
{
	struct rundir d CLEANUP(rundir_close) = RUNDIR_INIT;
	struct text table CLEANUP_TEXT = TEXT_INIT;
	struct text why CLEANUP_TEXT = TEXT_INIT;
	int err = rundir_make(out, &d, &why);

	if (!err)
		err = report_matrix_write(m, &d, &why);
	matrix_table_put(m, t->colour, &table);
	fputs(table.data, t->out);
	term_say(t, "merged report: %s", out);
	/* what was found stands, but whoever reads files misses it */
	term_outcome(t, err ? OUTCOME_RIG_ERROR : m->outcome,
		     err ? why.data : m->sentence);
	return err ? OUTCOME_RIG_ERROR : m->outcome;
}

enum outcome merge_runs(const char *out, const char *const *dirs,
			size_t dirs_nr, const char *cells, struct term *t)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct matrix m = { 0 };
	enum outcome outcome;

	if (!make_place(out, dirs, dirs_nr, &outcome))
		return outcome;
	if (matrix_read(dirs, dirs_nr, cells, &m, &why)) {
		term_outcome(t, OUTCOME_RIG_ERROR, why.data);
		return OUTCOME_RIG_ERROR;
	}
	outcome = write_reports(&m, out, t);
	matrix_release(&m);
	return outcome;
}
