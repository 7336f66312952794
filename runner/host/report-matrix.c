// SPDX-License-Identifier: GPL-2.0-only
#include "report-matrix.h"

#include "cleanup.h"
#include "matrix.h"
#include "report.h"
#include "rundir.h"
#include "text.h"

static const struct {
	const char *name;
	int (*put)(const struct matrix *m, struct text *out);
} formats[] = {
	{ "report.ktap", report_matrix_ktap },
	{ "report.xml", report_matrix_junit },
	{ "report.csv", report_matrix_csv },
	{ "report.html", report_matrix_html },
	{ "report.md", report_matrix_md },
	/* last: whoever sees it sees the others */
	{ "result.json", report_matrix_json },
};

static int write_cell(const struct cell *cell, const struct rundir *d,
		      struct text *why)
{
	struct rundir folder CLEANUP(rundir_close) = RUNDIR_INIT;
	CLEANUP_FREE char *name = matrix_folder(cell);
	CLEANUP_FREE char *path = rundir_path(d, name);
	int err = rundir_make(path, &folder, why);

	return err ?: report_write(cell->result, &folder, why);
}

int report_matrix_write(const struct matrix *m, const struct rundir *d,
			struct text *why)
{
	for (size_t c = 0; c < m->nr; c++) {
		int err = write_cell(&m->cells[c], d, why);

		if (err)
			return err;
	}
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		struct text t CLEANUP_TEXT = TEXT_INIT;
		int err = formats[i].put(m, &t);

		err = report_keep(d, formats[i].name, err, &t, why);
		if (err)
			return err;
	}
	return 0;
}
