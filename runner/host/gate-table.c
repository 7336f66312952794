// SPDX-License-Identifier: GPL-2.0-only
#include "gate-table.h"

#include <bpf/btf.h>
#include <string.h>

#include "gate.h"
#include "proto.h"
#include "term.h"
#include "text.h"

enum column {
	COLUMN_KFUNC,
	COLUMN_WHERE,
	COLUMN_KIND,
	COLUMN_FLAGS,
	COLUMN_PUBLIC,
	COLUMN_IMPLICIT,
	COLUMN_NR,
};

static const char *const titles[COLUMN_NR] = {
	[COLUMN_KFUNC] = "kfunc",
	[COLUMN_WHERE] = "where",
	[COLUMN_KIND] = "kind",
	[COLUMN_FLAGS] = "flags",
	[COLUMN_PUBLIC] = "programs pass",
	[COLUMN_IMPLICIT] = "implicit",
};

/* Beyond these a cell pushes the rest of its line. */
static const size_t widest[COLUMN_NR] = {
	[COLUMN_KFUNC] = 44, [COLUMN_WHERE] = 16,  [COLUMN_KIND] = 9,
	[COLUMN_FLAGS] = 32, [COLUMN_PUBLIC] = 60, [COLUMN_IMPLICIT] = 0,
};

static const char *const colours[KFUNC_KIND_NR] = {
	[KFUNC_PLAIN] = "",
	[KFUNC_GENERATED] = "\033[32m",
	[KFUNC_LEGACY] = "\033[36m",
};

struct row {
	struct text cells[COLUMN_NR];
};

static void row_init(struct row *r)
{
	for (int i = 0; i < COLUMN_NR; i++)
		text_init(&r->cells[i]);
}

static void row_release(struct row *r)
{
	for (int i = 0; i < COLUMN_NR; i++)
		text_release(&r->cells[i]);
}

static void put_params(struct text *t, const struct kfuncs *k,
		       const struct btf_type *proto, uint32_t from)
{
	size_t before = t->bytes;

	if (proto)
		proto_put_params(t, &k->types, proto, from, btf_vlen(proto));
	if (t->bytes == before)
		text_putc(t, '-');
}

static void row_fill(struct row *r, const struct kfuncs *k,
		     const struct kfunc *f)
{
	struct text dirty[COLUMN_NR];

	for (int i = 0; i < COLUMN_NR; i++)
		text_init(&dirty[i]);
	text_puts(&dirty[COLUMN_KFUNC], f->name);
	text_puts(&dirty[COLUMN_WHERE], k->name);
	text_puts(&dirty[COLUMN_KIND], kfunc_kind_name(f->kind));
	kfunc_put_flags(&dirty[COLUMN_FLAGS], f->flags);
	put_params(&dirty[COLUMN_PUBLIC], k, f->proto, 0);
	put_params(&dirty[COLUMN_IMPLICIT], k, f->full,
		   f->proto ? btf_vlen(f->proto) : 0);
	for (int i = 0; i < COLUMN_NR; i++) {
		text_put_clean_line(&r->cells[i], dirty[i].data,
				    dirty[i].bytes);
		text_release(&dirty[i]);
	}
}

static void measure(const struct gate *g, size_t width[COLUMN_NR])
{
	for (int i = 0; i < COLUMN_NR; i++)
		width[i] = strlen(titles[i]);
	for (size_t i = 0; i < g->nr; i++) {
		for (size_t j = 0; j < g->files[i].nr; j++) {
			struct row r;

			row_init(&r);
			row_fill(&r, &g->files[i], &g->files[i].kfuncs[j]);
			for (int c = 0; c < COLUMN_NR; c++) {
				size_t bytes = r.cells[c].bytes;

				if (bytes > widest[c])
					bytes = widest[c];
				if (bytes > width[c])
					width[c] = bytes;
			}
			row_release(&r);
		}
	}
}

static void put_row(const struct term *t, const size_t width[COLUMN_NR],
		    const char *const cells[COLUMN_NR], const char *colour)
{
	if (t->colour)
		fputs(colour, t->out);
	for (int i = 0; i < COLUMN_NR - 1; i++)
		fprintf(t->out, "%-*s  ", (int)width[i], cells[i]);
	fprintf(t->out, "%s%s\n", cells[COLUMN_NR - 1],
		t->colour && *colour ? "\033[0m" : "");
}

void gate_table_put(const struct gate *g, const struct term *t)
{
	size_t width[COLUMN_NR];

	measure(g, width);
	put_row(t, width, titles, "");
	for (size_t i = 0; i < g->nr; i++) {
		for (size_t j = 0; j < g->files[i].nr; j++) {
			const struct kfunc *f = &g->files[i].kfuncs[j];
			const char *cells[COLUMN_NR];
			struct row r;

			row_init(&r);
			row_fill(&r, &g->files[i], f);
			for (int c = 0; c < COLUMN_NR; c++)
				cells[c] = r.cells[c].data;
			put_row(t, width, cells, colours[f->kind]);
			row_release(&r);
		}
	}
}
