// SPDX-License-Identifier: GPL-2.0-only
#include "matrix.h"
#include "report-matrix.h"
#include "report.h"
#include "xml.h"

int report_matrix_junit(const struct matrix *m, struct text *out)
{
	struct xml x;

	xml_init(&x);
	xml_declare(&x);
	xml_open(&x, "testsuites");
	for (size_t c = 0; c < m->nr; c++)
		report_junit_put_suite(m->cells[c].result, &x);
	xml_close(&x);
	return xml_finish(&x, out);
}
