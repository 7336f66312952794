// SPDX-License-Identifier: GPL-2.0-only
#include "matrix.h"
#include "report-matrix.h"
#include "report.h"

int report_matrix_csv(const struct matrix *m, struct text *out)
{
	report_csv_put_head("cell,", out);
	for (size_t c = 0; c < m->nr; c++)
		report_csv_put_rows(m->cells[c].result, m->cells[c].name, out);
	return 0;
}
