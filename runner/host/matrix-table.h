/* SPDX-License-Identifier: GPL-2.0-only */
/* matrix-table: a matrix as a person reads it on a terminal. */
#ifndef RIG_MATRIX_TABLE_H
#define RIG_MATRIX_TABLE_H

#include <stdbool.h>

struct matrix;
struct text;

/*
 * Appends a row a case, a column a cell, then the outcomes and the seconds of
 * each phase. It is as wide as its longest id and words.
 */
void matrix_table_put(const struct matrix *m, bool colour, struct text *out);

#endif
