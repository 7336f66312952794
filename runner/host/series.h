/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * series: what `make series-check` found of each patch, and what its verdicts
 * say when they are held against those of the patches before.
 *
 * series_read() takes the files NN.steps of a folder, written by
 * scripts/series-check, and the result.json of each run they name;
 * series_judge() then looks at the sequence, without I/O; series_release().
 */
#ifndef RIG_SERIES_H
#define RIG_SERIES_H

#include <stdbool.h>
#include <stddef.h>

#include "outcome.h"

struct text;

/* What is done with each patch, in this order. */
enum series_column {
	SERIES_APPLIES,
	SERIES_CHECKPATCH,
	SERIES_WARNINGS,
	SERIES_BUILDS,
	SERIES_GATE,
	SERIES_BOOTS,
	SERIES_VERDICTS,
	SERIES_COLUMNS_NR,
};

enum series_state {
	SERIES_NOT_RUN, /* what a cell is until something is known */
	SERIES_OK,
	SERIES_BROKEN,
	SERIES_STATES_NR,
};

struct series_cell {
	enum series_state state;
	char *text; /* short, for the matrix */
	char *detail; /* a sentence, or NULL */
	char *log; /* a path, or NULL */
	double seconds;
};

struct series_case {
	char *id;
	char *verdict; /* as result.json has it */
	char *sentence;
	bool as_baseline; /* met what is stated for baseline, not patched */
};

struct series_step {
	unsigned int number; /* of the patch, from 1 */
	char *patch; /* its file's name */
	char *subject;
	struct series_cell cells[SERIES_COLUMNS_NR];
	char *run; /* the run's directory, or NULL */
	enum outcome outcome; /* of that run */
	bool reused; /* nothing that the run depends on changed since */
	struct series_case *cases;
	size_t cases_nr;
	char **turned; /* ids of cases that are as on patched from here on */
	size_t turned_nr;
	char **notes; /* what breaks nothing: allowed, not compiled */
	size_t notes_nr;
};

struct series {
	struct series_step *steps; /* by number */
	size_t nr;
	unsigned int patches; /* that the whole series has */
};

const char *series_column_name(enum series_column column);
const char *series_state_name(enum series_state state);

/*
 * Reads the steps of those numbers. 0 or -errno; on an error `why` names file
 * and line and *ret is empty. A file's lines, cut at tabs:
 *	patch FILE SUBJECT
 *	cell COLUMN STATE TEXT SECONDS LOG DETAIL   LOG and DETAIL may be empty
 *	run DIRECTORY new|reused SECONDS
 *	note SENTENCE
 */
int series_read(const char *dir, const unsigned int *numbers, size_t nr,
		unsigned int patches, struct series *ret, struct text *why);

/*
 * Along the series a case may turn from what is stated for baseline to what is
 * stated for patched, never back; at the end none may be left behind.
 */
void series_judge(struct series *s);

/* The first thing that is broken, or that could not be looked at. */
enum outcome series_conclude(const struct series *s, struct text *sentence);

double series_step_seconds(const struct series_step *step);

/* Reports: the matrix for a terminal, and files. 0 or -errno. */
void series_put_matrix(const struct series *s, struct text *out);
void series_put_markdown(const struct series *s, const char *arch,
			 struct text *out);
int series_put_json(const struct series *s, const char *arch, struct text *out);

void series_release(struct series *s);

#endif
