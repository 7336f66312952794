// SPDX-License-Identifier: GPL-2.0-only
#include "matrix.h"
#include "report-matrix.h"
#include "report.h"

/* A test for each cell, and in it all that its own report has. */
int report_matrix_ktap(const struct matrix *m, struct text *out)
{
	text_printf(out, "KTAP version 1\n1..%zu\n", m->nr);
	for (size_t c = 0; c < m->nr; c++) {
		const struct cell *cell = &m->cells[c];

		text_printf(out, "    KTAP version 1\n    # Subtest: %s\n",
			    cell->name);
		report_ktap_put_tests(cell->result, "    ", out);
		text_printf(out, "%sok %zu %s\n",
			    cell->result->outcome == OUTCOME_PASS ? "" : "not ",
			    c + 1, cell->name);
	}
	return 0;
}
