// SPDX-License-Identifier: GPL-2.0-only
#include "kset.h"

#include <stdlib.h>
#include <string.h>

#include "text.h"

#define SET8_KFUNCS 1u /* BTF_SET8_KFUNCS */
#define SET8 "set8__"
#define FUNC "func__"
#define HEADER_BYTES 8
#define PAIR_BYTES 8

struct set {
	const struct kelf *elf;
	const struct ktypes *types;
	const char *where;
	struct findings *findings;
	const char *name;
	uint64_t offset;
	uint32_t nr;
	char **announced; /* what the symbols say; NULL once it was met */
	size_t announced_nr;
};

static bool begins(const char *s, const char *prefix)
{
	return !strncmp(s, prefix, strlen(prefix));
}

/* "func__bpf_foo__12": the number makes the symbol unique. NULL: no such. */
static char *announced_name(const char *what)
{
	char *name, *end;

	if (!begins(what, FUNC))
		return NULL;
	name = text_dup(what + strlen(FUNC));
	end = strrchr(name, '_');
	if (!end || end == name || end[-1] != '_' || end - 1 == name) {
		free(name);
		return NULL;
	}
	end[-1] = '\0';
	return name;
}

/* False: nothing in the set can be believed. */
static bool look_at_shape(struct set *s, const struct kelf_mark *mark)
{
	const char *wrong = NULL;

	if (s->offset > s->elf->btf_ids.bytes ||
	    mark->bytes > s->elf->btf_ids.bytes - s->offset)
		wrong = "lies outside of .BTF_ids";
	else if (mark->bytes < HEADER_BYTES ||
		 (mark->bytes - HEADER_BYTES) % PAIR_BYTES || s->offset % 4)
		wrong = "has a size or place that no set has";
	if (wrong) {
		finding_add(s->findings, RULE_SET_SHAPE, s->where, "",
			    "the set %s %s", s->name, wrong);
		return false;
	}
	s->nr = (uint32_t)((mark->bytes - HEADER_BYTES) / PAIR_BYTES);
	return true;
}

static void look_at_header(struct set *s)
{
	uint32_t nr = kelf_id(s->elf, s->offset);
	uint32_t flags = kelf_id(s->elf, s->offset + 4);

	if (nr != s->nr)
		finding_add(s->findings, RULE_SET_SHAPE, s->where, "",
			    "the set %s counts %u entries and has %u%s",
			    s->name, nr, s->nr,
			    nr ? "" : ": resolve_btfids did not see it");
	if (flags & ~SET8_KFUNCS)
		finding_add(s->findings, RULE_SET_SHAPE, s->where, "",
			    "the set %s has flags that are not known: %#x",
			    s->name, flags);
}

static void read_announced(struct set *s)
{
	uint64_t begin = s->offset + HEADER_BYTES;
	uint64_t end = begin + (uint64_t)s->nr * PAIR_BYTES;

	s->announced = text_alloc(s->nr + 1, sizeof(*s->announced));
	for (size_t i = 0; i < s->elf->marks_nr; i++) {
		const struct kelf_mark *mark = &s->elf->marks[i];
		char *name;

		if (mark->offset < begin || mark->offset >= end)
			continue;
		name = announced_name(mark->what);
		if (!name || (mark->offset - begin) % PAIR_BYTES ||
		    s->announced_nr == s->nr) {
			finding_add(s->findings, RULE_SET_SHAPE, s->where,
				    name ?: "",
				    "the symbol %s does not fit into the set "
				    "%s",
				    mark->what, s->name);
			free(name);
			continue;
		}
		s->announced[s->announced_nr++] = name;
	}
	if (s->announced_nr != s->nr)
		finding_add(s->findings, RULE_SET_SHAPE, s->where, "",
			    "the set %s has %u entries, and symbols for %zu",
			    s->name, s->nr, s->announced_nr);
}

static bool is_announced(struct set *s, const char *name)
{
	for (size_t i = 0; i < s->announced_nr; i++) {
		if (!s->announced[i] || strcmp(s->announced[i], name) != 0)
			continue;
		free(s->announced[i]);
		s->announced[i] = NULL;
		return true;
	}
	return false;
}

static uint64_t pair(const struct set *s, uint32_t i)
{
	return s->offset + HEADER_BYTES + (uint64_t)i * PAIR_BYTES;
}

static void take_entry(struct set *s, const struct kset_entry *entry,
		       struct kset_entries *ret)
{
	if (!is_announced(s, entry->name))
		finding_add(s->findings, RULE_OTHER_FUNC, s->where, entry->name,
			    "the set %s has its id, and does not name it",
			    s->name);
	if (entry->id < s->types->first)
		finding_add(s->findings, RULE_WRONG_BASE, s->where, entry->name,
			    "its id in the set %s, %u, is a function of "
			    "vmlinux",
			    s->name, entry->id);
	ret->entries = text_grow(ret->entries, ret->nr, sizeof(*ret->entries));
	ret->entries[ret->nr++] = *entry;
}

/* An id that is no function's is the one of a name that has got none. */
static void tell_of_no_func(struct set *s, uint32_t id)
{
	const char *name = "";
	size_t i = 0;

	while (i < s->announced_nr && !s->announced[i])
		i++;
	if (i < s->announced_nr)
		name = s->announced[i];
	if (!id)
		finding_add(s->findings, RULE_UNRESOLVED, s->where, name,
			    "its id in the set %s is 0", s->name);
	else
		finding_add(s->findings, RULE_NO_FUNC, s->where, name,
			    "its id in the set %s, %u, is %s", s->name, id,
			    ktypes_at(s->types, id) ? "no function's"
						    : "no type's");
	if (i < s->announced_nr) {
		free(s->announced[i]);
		s->announced[i] = NULL;
	}
}

static void read_entries(struct set *s, struct kset_entries *ret)
{
	for (uint32_t i = 0; i < s->nr; i++) {
		struct kset_entry entry = {
			.set = s->name,
			.id = kelf_id(s->elf, pair(s, i)),
			.flags = kelf_id(s->elf, pair(s, i) + 4),
		};

		entry.name = ktypes_func_name(s->types, entry.id);
		if (entry.name)
			take_entry(s, &entry, ret);
		if (i && entry.id &&
		    entry.id <= kelf_id(s->elf, pair(s, i - 1)))
			finding_add(s->findings, RULE_SET_ORDER, s->where,
				    entry.name ?: "",
				    "in the set %s, its id %u comes after %u",
				    s->name, entry.id,
				    kelf_id(s->elf, pair(s, i - 1)));
	}
	/* by now the names are left for which there was no id */
	for (uint32_t i = 0; i < s->nr; i++) {
		uint32_t id = kelf_id(s->elf, pair(s, i));

		if (!ktypes_func_name(s->types, id))
			tell_of_no_func(s, id);
	}
	for (size_t i = 0; i < s->announced_nr; i++)
		if (s->announced[i])
			finding_add(s->findings, RULE_OTHER_FUNC, s->where,
				    s->announced[i],
				    "the set %s names it, and has no id of it",
				    s->name);
}

static void read_set(struct set *s, const struct kelf_mark *mark,
		     struct kset_entries *ret)
{
	s->name = mark->what + strlen(SET8);
	s->offset = mark->offset;
	if (!look_at_shape(s, mark) ||
	    !(kelf_id(s->elf, s->offset + 4) & SET8_KFUNCS))
		return;
	ret->sets_nr++;
	look_at_header(s);
	read_announced(s);
	read_entries(s, ret);
	for (size_t i = 0; i < s->announced_nr; i++)
		free(s->announced[i]);
	free(s->announced);
}

void ksets_read(const struct kelf *elf, const struct ktypes *types,
		const char *where, struct kset_entries *ret,
		struct findings *findings)
{
	*ret = (struct kset_entries){ 0 };
	for (size_t i = 0; i < elf->marks_nr; i++) {
		struct set s = { .elf = elf,
				 .types = types,
				 .where = where,
				 .findings = findings };

		if (begins(elf->marks[i].what, SET8))
			read_set(&s, &elf->marks[i], ret);
	}
}
