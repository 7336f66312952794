// SPDX-License-Identifier: GPL-2.0-only
#include "markdown.h"
#include "matrix.h"
#include "phases.h"
#include "report-matrix.h"
#include "text.h"

static void put_cell(const struct cell *cell, struct text *out)
{
	const struct result *r = cell->result;

	text_puts(out, "| ");
	markdown_put(cell->name, out);
	text_puts(out, " | ");
	markdown_put(outcome_name(r->outcome), out);
	text_printf(out, " | %zu | %zu | %.1f | ",
		    r->judgements ? r->plan.nr : 0, r->counts[VERDICT_PASS],
		    phases_total(&r->phases));
	markdown_put(r->sentence, out);
	text_puts(out, " |\n");
}

static void put_entry(const struct matrix_entry *e, struct text *out)
{
	bool bad = e->judgement && e->judgement->verdict != VERDICT_PASS;

	text_puts(out, bad ? " **" : " ");
	markdown_put(matrix_word(e), out);
	if (bad) {
		text_puts(out, "** ");
		markdown_put(e->judgement->sentence.data, out);
	}
	text_puts(out, e->differs ? " \\* |" : " |");
}

static void put_row(const struct matrix *m, size_t row, struct text *out)
{
	text_puts(out, "| ");
	markdown_put(m->ids[row], out);
	text_puts(out, " |");
	for (size_t c = 0; c < m->nr; c++)
		put_entry(matrix_at(m, row, c), out);
	text_putc(out, '\n');
}

static void put_heads(const struct matrix *m, struct text *out)
{
	text_puts(out, "\n| case |");
	for (size_t c = 0; c < m->nr; c++) {
		text_putc(out, ' ');
		markdown_put(m->cells[c].name, out);
		text_puts(out, " |");
	}
	text_puts(out, "\n|---|");
	for (size_t c = 0; c < m->nr; c++)
		text_puts(out, "---|");
	text_putc(out, '\n');
}

/* What failed comes first, for the end may be cut; then what differs. */
static int rank_of(const struct matrix *m, size_t row)
{
	return matrix_row_is_bad(m, row)    ? 0
	       : matrix_row_differs(m, row) ? 1
					    : 2;
}

int report_matrix_md(const struct matrix *m, struct text *out)
{
	size_t left_out = 0;

	text_puts(out, "## ");
	markdown_put(outcome_name(m->outcome), out);
	text_puts(out, "\n\n");
	markdown_put(m->sentence, out);
	text_puts(out, "\n\n| cell | outcome | cases | passed | seconds | why |"
		       "\n|---|---|---|---|---|---|\n");
	for (size_t c = 0; c < m->nr; c++)
		put_cell(&m->cells[c], out);
	put_heads(m, out);
	for (int rank = 0; rank < 3; rank++) {
		for (size_t row = 0; row < m->ids_nr; row++) {
			struct text t CLEANUP_TEXT = TEXT_INIT;

			if (rank_of(m, row) != rank)
				continue;
			put_row(m, row, &t);
			/* once one is left out, all that follow are */
			if (left_out ||
			    out->bytes + t.bytes > MARKDOWN_BYTES_MAX)
				left_out++;
			else
				text_puts(out, t.data);
		}
	}
	if (left_out)
		text_printf(out, "\n%zu of %zu cases are left out here.\n",
			    left_out, m->ids_nr);
	text_puts(out, "\n");
	markdown_put(MATRIX_LEGEND, out);
	text_putc(out, '\n');
	return 0;
}
