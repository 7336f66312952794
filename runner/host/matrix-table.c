// SPDX-License-Identifier: GPL-2.0-only
#include "matrix-table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "matrix.h"
#include "phases.h"
#include "term.h"
#include "text.h"

#define WORD_COLUMNS 8 /* "verifier", and any number of seconds */

struct table {
	const struct matrix *m;
	int first; /* columns of the ids */
	int *widths; /* of the cells, without the place of a mark */
	bool colour;
	struct text *out;
};

static int wider(int width, size_t length)
{
	return (int)length > width ? (int)length : width;
}

static void measure(struct table *t)
{
	const struct matrix *m = t->m;

	t->first = (int)strlen("outcome");
	for (size_t row = 0; row < m->ids_nr; row++)
		t->first = wider(t->first, strlen(m->ids[row]));
	for (size_t c = 0; c < m->nr; c++) {
		const struct cell *cell = &m->cells[c];
		const char *slash = strchr(cell->name, '/');
		int width = wider(WORD_COLUMNS, slash - cell->name);

		width = wider(width, strlen(slash + 1));
		t->widths[c] = wider(
			width, strlen(outcome_name(cell->result->outcome)));
	}
}

static void put_first(struct table *t, const char *word)
{
	text_printf(t->out, "%-*s", t->first, word);
}

/* A line does not end in blanks. */
static void put_cell(struct table *t, size_t c, const char *word,
		     const char *colour, const char *mark)
{
	bool last = c + 1 == t->m->nr;
	int pad = t->widths[c] + 1 - (int)(strlen(word) + strlen(mark));

	text_printf(t->out, " %s%s%s%s%*s", t->colour ? colour : "", word, mark,
		    t->colour && *colour ? TERM_PLAIN : "", last ? 0 : pad, "");
	if (last)
		text_putc(t->out, '\n');
}

/* Arch above variant: both in one line would be the widest words of all. */
static void put_heads(struct table *t)
{
	put_first(t, "case");
	for (size_t c = 0; c < t->m->nr; c++) {
		CLEANUP_FREE char *arch = text_dup(t->m->cells[c].name);

		*strchr(arch, '/') = '\0';
		put_cell(t, c, arch, "", "");
	}
	put_first(t, "");
	for (size_t c = 0; c < t->m->nr; c++)
		put_cell(t, c, strchr(t->m->cells[c].name, '/') + 1, "", "");
}

static void put_row(struct table *t, size_t row)
{
	put_first(t, t->m->ids[row]);
	for (size_t c = 0; c < t->m->nr; c++) {
		const struct matrix_entry *e = matrix_at(t->m, row, c);

		put_cell(t, c, matrix_word(e),
			 e->judgement ? term_colour(e->judgement->verdict) : "",
			 e->differs ? "*" : "");
	}
}

static void put_outcomes(struct table *t)
{
	put_first(t, "outcome");
	for (size_t c = 0; c < t->m->nr; c++) {
		enum outcome outcome = t->m->cells[c].result->outcome;

		put_cell(t, c, outcome_name(outcome),
			 term_colour(outcome == OUTCOME_PASS ? VERDICT_PASS
							     : VERDICT_FAIL),
			 "");
	}
}

static void put_seconds(struct table *t, const char *phase)
{
	CLEANUP_FREE char *head = text_format("seconds: %s", phase);

	put_first(t, head);
	for (size_t c = 0; c < t->m->nr; c++) {
		double seconds =
			phases_seconds(&t->m->cells[c].result->phases, phase);
		char number[32] = "-";

		if (seconds >= 0)
			snprintf(number, sizeof(number), "%.1f", seconds);
		put_cell(t, c, number, "", "");
	}
}

/* Was it told of with a cell before? Then its line stands already. */
static bool is_told(const struct matrix *m, size_t before, const char *phase)
{
	for (size_t c = 0; c < before; c++)
		if (phases_seconds(&m->cells[c].result->phases, phase) >= 0)
			return true;
	return false;
}

void matrix_table_put(const struct matrix *m, bool colour, struct text *out)
{
	CLEANUP_FREE int *widths = text_alloc(m->nr, sizeof(*widths));
	struct table t = {
		.m = m,
		.widths = widths,
		.colour = colour,
		.out = out,
	};

	measure(&t);
	put_heads(&t);
	for (size_t row = 0; row < m->ids_nr; row++)
		put_row(&t, row);
	put_outcomes(&t);
	for (size_t c = 0; c < m->nr; c++) {
		const struct phases *phases = &m->cells[c].result->phases;

		for (size_t i = 0; i < phases->nr; i++)
			if (!is_told(m, c, phases->phases[i].name))
				put_seconds(&t, phases->phases[i].name);
	}
	text_puts(out, MATRIX_LEGEND "\n");
}
