// SPDX-License-Identifier: GPL-2.0-only
#include "gate-diff.h"

#include <assert.h>
#include <bpf/btf.h>
#include <stdlib.h>
#include <string.h>

#include "gate.h"
#include "proto.h"
#include "text.h"

static const char *const names[] = {
	[DIFFERENCE_ONLY_HERE] = "only-here",
	[DIFFERENCE_ONLY_THERE] = "only-there",
	[DIFFERENCE_FLAGS] = "flags",
	[DIFFERENCE_SETS] = "sets",
	[DIFFERENCE_PROTOTYPE] = "prototype",
	[DIFFERENCE_IMPLICIT] = "implicit",
	[DIFFERENCE_TAGS] = "tags",
};

static_assert(sizeof(names) / sizeof(names[0]) == DIFFERENCE_NR,
	      "every difference has its name");

const char *gate_difference_name(enum gate_difference kind)
{
	return names[kind];
}

bool gate_difference_parse(const char *name, enum gate_difference *ret)
{
	for (unsigned int i = 0; i < DIFFERENCE_NR; i++) {
		if (!strcmp(names[i], name)) {
			*ret = i;
			return true;
		}
	}
	return false;
}

void gate_diff_release(struct gate_diff *d)
{
	for (size_t i = 0; i < d->nr; i++) {
		free(d->entries[i].where);
		free(d->entries[i].kfunc);
		free(d->entries[i].words);
	}
	free(d->entries);
	*d = (struct gate_diff){ 0 };
}

/* One kfunc, with the file it is in. */
struct side {
	const struct kfuncs *k;
	const struct kfunc *f;
};

static void add(struct gate_diff *d, enum gate_difference kind,
		const struct side *s, const char *words)
{
	d->entries = text_grow(d->entries, d->nr, sizeof(*d->entries));
	d->entries[d->nr++] =
		(struct gate_diff_entry){ kind, text_dup(s->k->name),
					  text_dup(s->f->name),
					  text_dup(words) };
}

static void spell_flags(struct text *t, const struct side *s)
{
	kfunc_put_flags(t, s->f->flags);
}

static void spell_sets(struct text *t, const struct side *s)
{
	text_puts(t, s->f->sets);
}

static void spell_prototype(struct text *t, const struct side *s)
{
	if (s->f->proto)
		proto_put(t, &s->k->types, s->f->proto, s->f->name);
	else
		text_puts(t, "?");
}

static void spell_implicit(struct text *t, const struct side *s)
{
	if (s->f->proto && s->f->full)
		proto_put_params(t, &s->k->types, s->f->full,
				 btf_vlen(s->f->proto), btf_vlen(s->f->full));
	else
		text_putc(t, '-');
}

static void spell_tags(struct text *t, const struct side *s)
{
	const struct ktypes_tag *tags;
	size_t nr = ktypes_tags(&s->k->types, s->f->id, &tags);

	for (size_t i = 0; i < nr; i++) {
		text_printf(t, "%s%s", i ? "," : "", tags[i].value);
		if (tags[i].component >= 0)
			text_printf(t, "(%d)", tags[i].component);
	}
	if (!nr)
		text_putc(t, '-');
}

static const struct {
	enum gate_difference kind;
	void (*spell)(struct text *t, const struct side *s);
} spellings[] = {
	{ DIFFERENCE_FLAGS, spell_flags },
	{ DIFFERENCE_SETS, spell_sets },
	{ DIFFERENCE_PROTOTYPE, spell_prototype },
	{ DIFFERENCE_IMPLICIT, spell_implicit },
	{ DIFFERENCE_TAGS, spell_tags },
};

#define SPELLINGS_NR (sizeof(spellings) / sizeof(spellings[0]))

static void compare(struct gate_diff *d, const struct side *here,
		    const struct side *there)
{
	struct text a CLEANUP_TEXT = TEXT_INIT;
	struct text b CLEANUP_TEXT = TEXT_INIT;

	for (size_t i = 0; i < SPELLINGS_NR; i++) {
		if (spellings[i].kind == DIFFERENCE_IMPLICIT &&
		    here->f->kind != there->f->kind)
			continue;
		text_reset(&a);
		text_reset(&b);
		spellings[i].spell(&a, here);
		spellings[i].spell(&b, there);
		if (!strcmp(a.data, b.data))
			continue;
		text_printf(&a, " here, %s there", b.data);
		add(d, spellings[i].kind, here, a.data);
	}
}

static const struct kfuncs *find_file(const struct gate *g, const char *name)
{
	for (size_t i = 0; i < g->nr; i++)
		if (!strcmp(g->files[i].name, name))
			return &g->files[i];
	return NULL;
}

/* Every kfunc of `mine`, against the file of the same name, if any. */
static void walk(struct gate_diff *d, const struct kfuncs *mine,
		 const struct kfuncs *other, enum gate_difference only)
{
	for (size_t i = 0; i < mine->nr; i++) {
		struct side a = { mine, &mine->kfuncs[i] };
		struct side b = { other, other ? kfuncs_find(other, a.f->name)
					       : NULL };
		struct text words CLEANUP_TEXT = TEXT_INIT;

		if (!b.f) {
			spell_prototype(&words, &a);
			add(d, only, &a, words.data);
		} else if (only == DIFFERENCE_ONLY_HERE) {
			compare(d, &a, &b);
		}
	}
}

static int by_place(const void *a, const void *b)
{
	const struct gate_diff_entry *x = a, *y = b;
	int order = strcmp(x->where, y->where);

	if (!order)
		order = strcmp(x->kfunc, y->kfunc);
	return order ? order : (int)x->kind - (int)y->kind;
}

void gate_diff_make(const struct gate *here, const struct gate *there,
		    struct gate_diff *ret)
{
	struct gate_diff d = { 0 };

	for (size_t i = 0; i < here->nr; i++)
		walk(&d, &here->files[i], find_file(there, here->files[i].name),
		     DIFFERENCE_ONLY_HERE);
	for (size_t i = 0; i < there->nr; i++)
		walk(&d, &there->files[i],
		     find_file(here, there->files[i].name),
		     DIFFERENCE_ONLY_THERE);
	if (d.nr)
		qsort(d.entries, d.nr, sizeof(*d.entries), by_place);
	*ret = d;
}
