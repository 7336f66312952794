// SPDX-License-Identifier: GPL-2.0-only
#include "matrix.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "join.h"
#include "shard.h"
#include "text.h"

void matrix_release(struct matrix *m)
{
	for (size_t c = 0; c < m->nr; c++) {
		struct cell *cell = &m->cells[c];

		for (size_t i = 0; i < cell->parts_nr; i++)
			part_free(cell->parts[i]);
		free(cell->parts);
		result_release(&cell->own);
		free(cell->name);
	}
	free(m->cells);
	free(m->ids);
	free(m->entries);
	free(m->sentence);
	*m = (struct matrix){ 0 };
}

static struct cell *find_cell(const struct matrix *m, const char *name)
{
	for (size_t c = 0; c < m->nr; c++)
		if (!strcmp(m->cells[c].name, name))
			return &m->cells[c];
	return NULL;
}

static struct cell *add_cell(struct matrix *m, const char *name)
{
	struct cell *cell;

	m->cells = text_grow(m->cells, m->nr, sizeof(*m->cells));
	cell = &m->cells[m->nr++];
	cell->name = text_dup(name);
	result_init(&cell->own);
	return cell;
}

static int add_wanted(struct matrix *m, const char *cells, struct text *why)
{
	CLEANUP_FREE char *copy = text_dup(cells);
	char *rest = copy, *name;

	while ((name = strsep(&rest, " \t\n"))) {
		if (!*name)
			continue;
		if (!strchr(name, '/') || find_cell(m, name)) {
			text_printf(why, "--cells: %s %s", name,
				    strchr(name, '/') ? "is named twice"
						      : "is no ARCH/VARIANT");
			return -EINVAL;
		}
		add_cell(m, name);
	}
	return 0;
}

/* 0: it is a whole run. */
static unsigned int shard_number(const struct part *p)
{
	struct shard shard = { 0 };

	if (p->result.manifest.shard)
		shard_parse(p->result.manifest.shard, &shard);
	return shard.k;
}

/* By their numbers, in whatever order they were named. */
static void add_part(struct cell *cell, struct part *p)
{
	size_t at = cell->parts_nr;

	cell->parts =
		text_grow(cell->parts, cell->parts_nr, sizeof(*cell->parts));
	for (; at && shard_number(cell->parts[at - 1]) > shard_number(p); at--)
		cell->parts[at] = cell->parts[at - 1];
	cell->parts[at] = p;
	cell->parts_nr++;
}

static int take_part(struct matrix *m, struct part *p, bool wanted_only,
		     struct text *why)
{
	struct cell *cell = find_cell(m, p->cell);

	for (size_t c = 0; c < m->nr; c++)
		for (size_t i = 0; i < m->cells[c].parts_nr; i++)
			if (part_is_foreign(m->cells[c].parts[i], p, why))
				return -EINVAL;
	if (!cell && wanted_only) {
		text_printf(why, "%s: it is a run of %s, which --cells lacks",
			    p->path, p->cell);
		return -EINVAL;
	}
	if (!cell)
		cell = add_cell(m, p->cell);
	for (size_t i = 0; i < cell->parts_nr; i++)
		if (join_refuses(cell->parts[i], p, why))
			return -EINVAL;
	add_part(cell, p);
	return 0;
}

/* What the cell's runs came to. */
static void conclude_cell(struct cell *cell)
{
	struct result *r = &cell->own;
	char *slash = strchr(cell->name, '/');

	cell->result = r;
	if (cell->parts_nr && cell->parts[0]->result.manifest.shard) {
		join_parts(cell->parts, cell->parts_nr, r);
	} else if (cell->parts_nr) {
		cell->result = &cell->parts[0]->result;
	} else {
		r->manifest.arch = text_format(
			"%.*s", (int)(slash - cell->name), cell->name);
		r->manifest.variant = text_dup(slash + 1);
		r->sentence = text_dup("there is no run of it");
	}
}

static int by_id(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void find_rows(struct matrix *m)
{
	size_t out = 0;

	for (size_t c = 0; c < m->nr; c++) {
		const struct result *r = m->cells[c].result;

		for (size_t i = 0; r->judgements && i < r->plan.nr; i++) {
			m->ids = text_grow(m->ids, m->ids_nr, sizeof(*m->ids));
			m->ids[m->ids_nr++] = r->plan.cases[i].id;
		}
	}
	if (m->ids_nr)
		qsort(m->ids, m->ids_nr, sizeof(*m->ids), by_id);
	for (size_t i = 0; i < m->ids_nr; i++)
		if (!out || strcmp(m->ids[out - 1], m->ids[i]))
			m->ids[out++] = m->ids[i];
	m->ids_nr = out;
}

static bool entries_differ(const struct matrix_entry *a,
			   const struct matrix_entry *b)
{
	return a->judgement->verdict != b->judgement->verdict ||
	       a->seen->finished != b->seen->finished ||
	       (a->seen->finished && (a->seen->stage != b->seen->stage ||
				      a->seen->err != b->seen->err));
}

static void fill_row(struct matrix *m, size_t row)
{
	const struct matrix_entry *first = NULL;

	for (size_t c = 0; c < m->nr; c++) {
		const struct result *r = m->cells[c].result;
		struct matrix_entry *e = &m->entries[row * m->nr + c];
		const struct plan_case *planned =
			r->judgements ? plan_find(&r->plan, m->ids[row]) : NULL;

		if (!planned)
			continue;
		e->judgement = &r->judgements[planned - r->plan.cases];
		e->seen = &r->session.seen[planned - r->plan.cases];
		first = first ?: e;
		e->differs = entries_differ(first, e);
	}
}

static void conclude(struct matrix *m)
{
	const struct cell *worst = NULL;
	size_t bad = 0, cases = 0;

	for (size_t c = 0; c < m->nr; c++) {
		const struct cell *cell = &m->cells[c];

		cases += cell->result->plan.nr;
		bad += cell->result->outcome != OUTCOME_PASS;
		if (!worst || outcome_is_worse(cell->result->outcome,
					       worst->result->outcome))
			worst = cell;
	}
	m->outcome = worst->result->outcome;
	if (!bad && m->nr == 1)
		m->sentence = text_dup(worst->result->sentence);
	else if (!bad)
		m->sentence = text_format(
			"all %zu cases of %zu cells met their expectation",
			cases, m->nr);
	else if (bad == 1)
		m->sentence = text_format("%s: %s", worst->name,
					  worst->result->sentence);
	else
		m->sentence =
			text_format("%s and %zu other cell%s: %s", worst->name,
				    bad - 1, bad > 2 ? "s" : "",
				    worst->result->sentence);
}

static int read_cells(struct matrix *m, const char *const *dirs, size_t nr,
		      const char *cells, struct text *why)
{
	int err = cells ? add_wanted(m, cells, why) : 0;

	for (size_t i = 0; !err && i < nr; i++) {
		struct part *p = part_new(dirs[i], why);

		err = p ? take_part(m, p, cells != NULL, why) : -EINVAL;
		if (err)
			part_free(p);
	}
	if (!err && !m->nr) {
		text_puts(why, "there is no cell to merge");
		err = -EINVAL;
	}
	return err;
}

int matrix_read(const char *const *dirs, size_t dirs_nr, const char *cells,
		struct matrix *ret, struct text *why)
{
	struct matrix m = { 0 };
	int err = read_cells(&m, dirs, dirs_nr, cells, why);

	if (err) {
		matrix_release(&m);
		return err;
	}
	for (size_t c = 0; c < m.nr; c++)
		conclude_cell(&m.cells[c]);
	find_rows(&m);
	m.entries = text_alloc(m.ids_nr * m.nr, sizeof(*m.entries));
	for (size_t row = 0; row < m.ids_nr; row++)
		fill_row(&m, row);
	conclude(&m);
	*ret = m;
	return 0;
}

const struct matrix_entry *matrix_at(const struct matrix *m, size_t row,
				     size_t cell)
{
	return &m->entries[row * m->nr + cell];
}

const char *matrix_word(const struct matrix_entry *e)
{
	if (!e->judgement)
		return "-";
	if (e->judgement->verdict != VERDICT_PASS)
		return verdict_name(e->judgement->verdict);
	return e->seen->stage == RECORD_STAGE_DONE
		       ? "loads"
		       : record_stage_name(e->seen->stage);
}

bool matrix_row_is_bad(const struct matrix *m, size_t row)
{
	for (size_t c = 0; c < m->nr; c++) {
		const struct judgement *j = matrix_at(m, row, c)->judgement;

		if (j && j->verdict != VERDICT_PASS)
			return true;
	}
	return false;
}

bool matrix_row_differs(const struct matrix *m, size_t row)
{
	for (size_t c = 0; c < m->nr; c++)
		if (matrix_at(m, row, c)->differs)
			return true;
	return false;
}

char *matrix_folder(const struct cell *cell)
{
	char *folder = text_format("cells/%s", cell->name);

	for (char *at = folder + strlen("cells/"); *at; at++)
		if (*at == '/')
			*at = '-';
	return folder;
}
