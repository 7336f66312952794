/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * matrix: several runs beside each other, the same cases on other kernels and
 * machines.
 *
 * A cell is what runs of one arch and variant came to; the cells are the
 * columns, all cases that any of them knows the rows. matrix_read(), look,
 * matrix_release().
 */
#ifndef RIG_MATRIX_H
#define RIG_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

#include "part.h"

struct text;

/* How matrix_word() and the mark of a difference are to be read. */
#define MATRIX_LEGEND                                                      \
	"loads, or the stage that refused it: as it must; FAIL, ERROR, "   \
	"NOTRUN: not as it must;\n-: not planned there; *: other than in " \
	"the row's first cell"

struct cell {
	char *name; /* "arm64/patched" */
	struct part **parts; /* the runs it was drawn from */
	size_t parts_nr; /* 0: there is no run of it */
	const struct result *result; /* the only part's, or ->own */
	struct result own;
};

/* What a case came to in a cell; all NULL where it is not planned. */
struct matrix_entry {
	const struct judgement *judgement;
	const struct observation *seen;
	bool differs; /* from the first cell of the row that has it */
};

struct matrix {
	struct cell *cells;
	size_t nr;
	const char **ids; /* of the rows, bytewise */
	size_t ids_nr;
	struct matrix_entry *entries; /* row after row */
	enum outcome outcome;
	char *sentence;
};

/*
 * Reads and judges the directories. `cells`, the names that there must be, in
 * the order of the columns, with blanks between them; NULL: what there is, in
 * the order of the directories. -EINVAL when they do not go together; `why`
 * names both and the difference.
 */
int matrix_read(const char *const *dirs, size_t dirs_nr, const char *cells,
		struct matrix *ret, struct text *why);

void matrix_release(struct matrix *m);

const struct matrix_entry *matrix_at(const struct matrix *m, size_t row,
				     size_t cell);

/* One word: "loads", the stage that refused it as it must, "FAIL", "-". */
const char *matrix_word(const struct matrix_entry *e);

/* Did the case not meet its expectation in one of the cells? */
bool matrix_row_is_bad(const struct matrix *m, size_t row);
bool matrix_row_differs(const struct matrix *m, size_t row);

/* A cell's folder below the merged report; the caller frees it. */
char *matrix_folder(const struct cell *cell);

#endif
