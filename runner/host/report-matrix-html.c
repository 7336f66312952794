// SPDX-License-Identifier: GPL-2.0-only
#include "matrix.h"
#include "report-matrix.h"
#include "report.h"
#include "xml.h"

/* One row a case, one column a cell; a difference is in bold. */
static void put_entry(struct xml *x, const struct matrix_entry *e)
{
	xml_open(x, "td");
	if (e->judgement) {
		xml_attribute(x, "class", verdict_name(e->judgement->verdict));
		xml_attribute(x, "title", e->judgement->sentence.data);
	}
	if (e->differs)
		xml_open(x, "b");
	xml_text(x, matrix_word(e));
	if (e->differs) {
		xml_text(x, " *");
		xml_close(x);
	}
	xml_close(x);
}

static void put_outcomes(struct xml *x, const struct matrix *m)
{
	xml_open(x, "tr");
	xml_element(x, "th", "outcome");
	for (size_t c = 0; c < m->nr; c++) {
		enum outcome outcome = m->cells[c].result->outcome;

		xml_classed(x, "td", outcome == OUTCOME_PASS ? "PASS" : "bad",
			    outcome_name(outcome));
	}
	xml_close(x);
}

static void put_table(struct xml *x, const struct matrix *m)
{
	xml_open(x, "table");
	xml_open(x, "tr");
	xml_element(x, "th", "case");
	for (size_t c = 0; c < m->nr; c++)
		xml_element(x, "th", m->cells[c].name);
	xml_close(x);
	put_outcomes(x, m);
	for (size_t row = 0; row < m->ids_nr; row++) {
		xml_open(x, "tr");
		xml_element(x, "td", m->ids[row]);
		for (size_t c = 0; c < m->nr; c++)
			put_entry(x, matrix_at(m, row, c));
		xml_close(x);
	}
	xml_close(x);
	xml_element(x, "p", MATRIX_LEGEND);
}

int report_matrix_html(const struct matrix *m, struct text *out)
{
	struct text title CLEANUP_TEXT = TEXT_INIT;
	struct xml x;

	text_printf(&title, "%s: %zu cell%s", outcome_name(m->outcome), m->nr,
		    m->nr == 1 ? "" : "s");
	xml_init(&x);
	report_html_begin(&x, title.data);
	report_html_put_outcome(&x, "h1", m->outcome, m->sentence);
	put_table(&x, m);
	for (size_t c = 0; c < m->nr; c++) {
		xml_element(&x, "h2", m->cells[c].name);
		report_html_put_run(&x, m->cells[c].result, "h3");
	}
	return report_html_end(&x, out);
}
