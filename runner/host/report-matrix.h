/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * report-matrix: a matrix, written in the formats that others read.
 *
 * As report.h for one run, and out of the same parts: each format is a file of
 * its own, and what it holds depends on the matrix alone.
 */
#ifndef RIG_REPORT_MATRIX_H
#define RIG_REPORT_MATRIX_H

struct matrix;
struct rundir;
struct text;

/* Appends the report. 0 or -errno. */
int report_matrix_json(const struct matrix *m, struct text *out);
int report_matrix_ktap(const struct matrix *m, struct text *out);
int report_matrix_junit(const struct matrix *m, struct text *out);
int report_matrix_csv(const struct matrix *m, struct text *out);
int report_matrix_html(const struct matrix *m, struct text *out);
int report_matrix_md(const struct matrix *m, struct text *out);

/*
 * Writes the reports of each cell into its folder, and those of all,
 * result.json last. 0 or -errno; on an error `why` names the file.
 */
int report_matrix_write(const struct matrix *m, const struct rundir *d,
			struct text *why);

#endif
