// SPDX-License-Identifier: GPL-2.0-only
#include "kfuncs.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "kset.h"
#include "text.h"

/* More of one kind in one file say no more than these. */
#define FLAWS_MOST 20

static const char *const kind_names[] = {
	[KFUNC_PLAIN] = "plain",
	[KFUNC_GENERATED] = "generated",
	[KFUNC_LEGACY] = "legacy",
};

static_assert(sizeof(kind_names) / sizeof(kind_names[0]) == KFUNC_KIND_NR,
	      "every kind has its name");

/* In the order of the bits; "" is a bit without a name. */
static const char *const flag_names[] = {
	"acquire",
	"release",
	"ret_null",
	"",
	"",
	"sleepable",
	"destructive",
	"rcu",
	"iter_new",
	"iter_next",
	"iter_destroy",
	"rcu_protected",
	"fastcall",
	"arena_ret",
	"arena_arg1",
	"arena_arg2",
	"implicit_args",
	"spinlock_safe",
	"perfmon",
};

#define FLAG_NAMES_NR (sizeof(flag_names) / sizeof(flag_names[0]))

const char *kfunc_kind_name(enum kfunc_kind kind)
{
	return kind_names[kind];
}

void kfunc_put_flags(struct text *t, uint32_t flags)
{
	const char *between = "";

	for (uint32_t bit = 0; bit < 32; bit++) {
		if (!(flags & 1u << bit))
			continue;
		if (bit < FLAG_NAMES_NR && *flag_names[bit])
			text_printf(t, "%s%s", between, flag_names[bit]);
		else
			text_printf(t, "%sbit_%u", between, bit);
		between = ",";
	}
	if (!flags)
		text_putc(t, '-');
}

void kfuncs_release(struct kfuncs *k)
{
	for (size_t i = 0; i < k->nr; i++)
		free(k->kfuncs[i].sets);
	free(k->kfuncs);
	ktypes_release(&k->types);
	ktypes_release(&k->distilled);
	kelf_close(&k->elf);
	free(k->name);
	*k = (struct kfuncs){ .elf = KELF_INIT };
}

struct flaw_context {
	struct kfuncs *k;
	struct findings *findings;
	size_t nr;
};

static void add_flaw(void *context, const char *name, const char *words)
{
	struct flaw_context *c = context;

	if (c->nr++ < FLAWS_MOST)
		finding_add(c->findings, RULE_BTF_FLAW, c->k->name, name, "%s",
			    words);
}

static void look_for_flaws(struct kfuncs *k, struct findings *findings)
{
	struct flaw_context c = { .k = k, .findings = findings };

	ktypes_flaws(&k->types, add_flaw, &c);
	if (c.nr > FLAWS_MOST)
		finding_add(findings, RULE_BTF_FLAW, k->name, "",
			    "%zu more of the like", c.nr - FLAWS_MOST);
}

static int by_id(const void *a, const void *b)
{
	const struct kset_entry *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return strcmp(x->set, y->set);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct kfunc *)a)->name,
		      ((const struct kfunc *)b)->name);
}

/* The same kfunc may stand in several sets, for several types of program. */
static void join(struct kfuncs *k, struct kset_entries *entries,
		 struct findings *findings)
{
	struct kfunc *last = NULL;

	if (entries->nr)
		qsort(entries->entries, entries->nr, sizeof(*entries->entries),
		      by_id);
	k->kfuncs = text_alloc(entries->nr + 1, sizeof(*k->kfuncs));
	for (size_t i = 0; i < entries->nr; i++) {
		const struct kset_entry *e = &entries->entries[i];

		if (!last || last->id != e->id) {
			last = &k->kfuncs[k->nr++];
			*last = (struct kfunc){ .name = e->name,
						.id = e->id,
						.flags = e->flags,
						.sets = text_dup(e->set) };
			last->proto = ktypes_proto(&k->types, e->id, NULL);
			continue;
		}
		if (last->flags != e->flags)
			finding_add(findings, RULE_FLAGS_DIFFER, k->name,
				    e->name, "%#x in %s, %#x in the set %s",
				    last->flags, last->sets, e->flags, e->set);
		if (strcmp(strrchr(last->sets, ',')
				   ? strrchr(last->sets, ',') + 1
				   : last->sets,
			   e->set) != 0) {
			char *sets = text_format("%s,%s", last->sets, e->set);

			free(last->sets);
			last->sets = sets;
		}
	}
	if (k->nr)
		qsort(k->kfuncs, k->nr, sizeof(*k->kfuncs), by_name);
}

static void sort_out_impl(struct kfuncs *k, struct kfunc *f)
{
	CLEANUP_FREE char *impl = text_format("%s" KFUNC_IMPL_SUFFIX, f->name);
	const struct ktypes_func *func;

	if (!(f->flags & KFUNC_IMPLICIT_ARGS))
		return;
	f->kind = kelf_has_function(&k->elf, impl) ? KFUNC_LEGACY
						   : KFUNC_GENERATED;
	if (ktypes_find(&k->types, impl, &func))
		f->full = ktypes_proto(&k->types, func->id, NULL);
}

static bool read_types(struct kfuncs *k, const struct ktypes *base,
		       struct findings *findings)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	int err = 0;

	/* a distilled BTF has its base with it, and is not split from another */
	if (k->elf.btf_base.data) {
		err = ktypes_read(k->elf.btf_base.data, k->elf.btf_base.bytes,
				  NULL, &k->distilled, &why);
		base = &k->distilled;
	}
	if (!err)
		err = ktypes_read(k->elf.btf.data, k->elf.btf.bytes, base,
				  &k->types, &why);
	if (err)
		finding_add(findings, RULE_BTF, k->name, "", "%s", why.data);
	return !err;
}

static enum finding_rule rule_of_lack(enum kelf_lack lack)
{
	switch (lack) {
	case KELF_NO_SYMTAB:
		return RULE_SYMTAB;
	case KELF_NO_BTF:
		return RULE_BTF;
	default:
		return RULE_FILE;
	}
}

bool kfuncs_read(const char *path, const char *name, const struct ktypes *base,
		 struct kfuncs *ret, struct findings *findings)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct kfuncs k = { .elf = KELF_INIT, .name = text_dup(name) };
	enum kelf_lack lack = kelf_open(path, &k.elf, &why);
	struct kset_entries entries = { 0 };

	if (lack)
		finding_add(findings, rule_of_lack(lack), name, "", "%s",
			    why.data);
	else
		k.usable = read_types(&k, base, findings);
	if (k.usable) {
		look_for_flaws(&k, findings);
		ksets_read(&k.elf, &k.types, name, &entries, findings);
		k.sets_nr = entries.sets_nr;
		join(&k, &entries, findings);
		free(entries.entries);
		for (size_t i = 0; i < k.nr; i++)
			sort_out_impl(&k, &k.kfuncs[i]);
	}
	*ret = k;
	return k.usable;
}

struct kfunc *kfuncs_find(const struct kfuncs *k, const char *name)
{
	struct kfunc key = { .name = name };

	return k->nr ? bsearch(&key, k->kfuncs, k->nr, sizeof(*k->kfuncs),
			       by_name)
		     : NULL;
}
