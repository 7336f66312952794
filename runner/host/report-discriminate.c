// SPDX-License-Identifier: GPL-2.0-only
#include "report-discriminate.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "discriminate.h"
#include "text.h"

#define CAUGHT_SHOWN 3

/* Columns of cells; a row is `columns` texts, the first row the heads. */
struct grid {
	char **cells;
	size_t nr;
	size_t columns;
};

static void add_cell(struct grid *g, char *text)
{
	g->cells = text_grow(g->cells, g->nr, sizeof(*g->cells));
	/* a bar would end the cell */
	for (char *c = text; *c; c++)
		if (*c == '|')
			*c = '/';
	g->cells[g->nr++] = text;
}

static void put_row(const struct grid *g, size_t row, const size_t *widths,
		    struct text *out)
{
	for (size_t c = 0; c < g->columns; c++)
		text_printf(out, "| %-*s ", (int)widths[c],
			    g->cells[row * g->columns + c]);
	text_puts(out, "|\n");
}

/* Puts the grid, and empties it. */
static void put_grid(struct grid *g, struct text *out)
{
	size_t *widths = text_alloc(g->columns, sizeof(*widths));

	for (size_t i = 0; i < g->nr; i++) {
		size_t len = strlen(g->cells[i]);

		if (len > widths[i % g->columns])
			widths[i % g->columns] = len;
	}
	for (size_t row = 0; row < g->nr / g->columns; row++) {
		put_row(g, row, widths, out);
		for (size_t c = 0; !row && c < g->columns; c++) {
			text_puts(out, "|-");
			for (size_t n = 0; n < widths[c]; n++)
				text_putc(out, '-');
			text_putc(out, '-');
		}
		if (!row)
			text_puts(out, "|\n");
	}
	for (size_t i = 0; i < g->nr; i++)
		free(g->cells[i]);
	free(g->cells);
	free(widths);
	*g = (struct grid){ 0 };
}

/* One character; of a right kernel a star marks what patched does otherwise. */
static char *cell(const struct discrimination *d,
		  const struct discriminate_run *run, const char *id)
{
	static const char letters[MARK_NR] = {
		[MARK_NONE] = '?',
		[MARK_LOADS] = 'L',
		[MARK_REFUSED] = 'r',
		[MARK_MISSED] = 'X',
	};
	enum mark mark = discriminate_mark(run, id), patched = MARK_NONE;

	for (size_t i = 0; i < d->nr; i++)
		if (&d->runs[i].account == d->patched)
			patched = discriminate_mark(&d->runs[i], id);
	if (!run->is_mutant)
		return text_format("%c%s", letters[mark],
				   mark == patched ? "" : "*");
	if (mark == MARK_MISSED)
		return text_dup(discriminate_names(run, id) ? "K" : "x");
	return text_format("%c", mark == patched && mark != MARK_NONE
					 ? '.'
					 : letters[mark]);
}

static char *column_head(const struct discrimination *d, size_t index)
{
	size_t number = 0;

	if (!d->runs[index].is_mutant)
		return text_dup(d->runs[index].account.variant);
	for (size_t i = 0; i <= index; i++)
		number += d->runs[i].is_mutant;
	return text_format("%zu", number);
}

static void put_cases(const struct discrimination *d, struct text *out)
{
	struct grid g = { .columns = d->nr + 2 };

	add_cell(&g, text_dup("case"));
	for (size_t i = 0; i < d->nr; i++)
		add_cell(&g, column_head(d, i));
	add_cell(&g, text_dup("verdict"));
	for (size_t c = 0; c < d->patched->nr; c++) {
		const char *id = d->patched->cases[c].id;

		add_cell(&g, text_dup(id));
		for (size_t i = 0; i < d->nr; i++)
			add_cell(&g, cell(d, &d->runs[i], id));
		add_cell(&g, text_dup(discriminate_worth_name(d->worths[c])));
	}
	put_grid(&g, out);
	text_puts(out,
		  "\nL loads, r refused, X misses what is stated for that "
		  "kernel, ? nothing can be said; * other than on patched.\n"
		  "A mutant: . as patched, K caught by this case, which it "
		  "names, x caught by this one as well.\n");
}

/* The first few ids, and how many more. */
static char *few(const char *lines)
{
	struct text t = TEXT_INIT;
	size_t nr = 0;

	for (const char *at = lines; at && *at; nr++) {
		size_t len = strcspn(at, "\n");

		if (nr < CAUGHT_SHOWN)
			text_printf(&t, "%s%.*s", nr ? " " : "", (int)len, at);
		at += len + !!at[len];
	}
	if (nr > CAUGHT_SHOWN)
		text_printf(&t, " +%zu", nr - CAUGHT_SHOWN);
	return text_take(&t);
}

static char *named(const struct mutant *m)
{
	struct text t = TEXT_INIT;

	for (size_t i = 0; i < m->caught_by_nr; i++)
		text_printf(&t, "%s%s", i ? " " : "", m->caught_by[i].id);
	return text_take(&t);
}

static void put_mutants(const struct discrimination *d, struct text *out)
{
	static const char *const heads[] = { "#",	 "mutant",    "fate",
					     "names",	 "caught by", "gate",
					     "kernel s", "VM s" };
	struct grid g = { .columns = sizeof(heads) / sizeof(heads[0]) };
	size_t number = 0;

	for (size_t i = 0; i < g.columns; i++)
		add_cell(&g, text_dup(heads[i]));
	for (size_t i = 0; i < d->nr; i++) {
		const struct discriminate_run *run = &d->runs[i];

		if (!run->is_mutant)
			continue;
		add_cell(&g, text_format("%zu", ++number));
		add_cell(&g, text_dup(run->mutant.name));
		add_cell(&g, text_dup(discriminate_fate_name(run)));
		add_cell(&g, named(&run->mutant));
		add_cell(&g, few(run->caught));
		add_cell(&g, text_dup(run->gate ?: "not asked"));
		add_cell(&g, text_format("%.1f", run->account.build_s));
		add_cell(&g, text_format("%.1f%s", run->account.vm_s,
					 run->reused ? " reused" : ""));
	}
	put_grid(&g, out);
}

static void put_words(const struct discrimination *d, struct text *out)
{
	size_t number = 0;

	for (size_t i = 0; i < d->nr; i++) {
		const struct discriminate_run *run = &d->runs[i];

		if (!run->is_mutant)
			continue;
		text_printf(out, "%zu. %s\n   %s\n", ++number,
			    run->mutant.subject, run->sentence ?: "");
		for (size_t c = 0; c < run->mutant.caught_by_nr; c++)
			text_printf(out, "   must say: %s (%s)\n",
				    run->mutant.caught_by[c].words,
				    run->mutant.caught_by[c].id);
		if (run->gate_says)
			text_printf(out, "   gate: %s\n", run->gate_says);
	}
}

void report_discriminate_md(const struct discrimination *d, struct text *out)
{
	text_printf(out, "# Cases against kernels%s%s\n\n",
		    d->patched ? ", " : "", d->patched ? d->patched->arch : "");
	if (d->patched) {
		put_cases(d, out);
		text_puts(out, "\n## Mutants\n\n");
		put_mutants(d, out);
		text_puts(out, "\n");
		put_words(d, out);
		text_printf(out,
			    "\ncases: %zu change, %zu invariant, %zu vacuous, "
			    "%zu marked wrongly, %zu unknown\n",
			    d->worth_counts[WORTH_CHANGES],
			    d->worth_counts[WORTH_INVARIANT],
			    d->worth_counts[WORTH_VACUOUS],
			    d->worth_counts[WORTH_MARKED_WRONGLY],
			    d->worth_counts[WORTH_UNKNOWN]);
	}
	if (d->mutants)
		text_printf(out, "mutation score: %zu of %zu, %.1f %%%s\n",
			    d->killed, d->mutants,
			    100.0 * (double)d->killed / (double)d->mutants,
			    d->whole ? ""
				     : " (not all mutants were asked for)");
	for (size_t i = 0; i < d->faults_nr; i++)
		text_printf(out, "- %s: %s\n",
			    outcome_name(d->faults[i].outcome),
			    d->faults[i].sentence);
	text_printf(out, "\n%s: %s\n", outcome_name(d->outcome), d->sentence);
}
