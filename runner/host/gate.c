// SPDX-License-Identifier: GPL-2.0-only
#include "gate.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cleanup.h"
#include "keyfile.h"
#include "text.h"

void gate_release(struct gate *g)
{
	/* modules before what they are split from */
	for (size_t i = g->nr; i--;)
		kfuncs_release(&g->files[i]);
	free(g->files);
	findings_release(&g->findings);
	*g = (struct gate){ 0 };
}

/* The file is the very BTF that programs are compiled against. */
static void compare_raw_btf(struct gate *g, const char *dir)
{
	CLEANUP_FREE char *path = text_format("%s/vmlinux.btf", dir);
	CLEANUP_FILE FILE *f = fopen(path, "re");
	const struct kelf_bytes *btf = &g->files[0].elf.btf;
	CLEANUP_FREE char *raw = NULL;

	if (!f && errno == ENOENT)
		return;
	raw = text_alloc(1, btf->bytes + 1);
	if (!f || fread(raw, 1, btf->bytes + 1, f) != btf->bytes ||
	    memcmp(raw, btf->data, btf->bytes) != 0)
		finding_add(&g->findings, RULE_RAW_BTF, "vmlinux", "",
			    "%s is not the BTF of vmlinux", path);
}

static int is_module(const struct dirent *entry)
{
	const char *dot = strrchr(entry->d_name, '.');

	return dot && dot != entry->d_name && !strcmp(dot, ".ko");
}

static void read_module(struct gate *g, const char *dir, const char *file)
{
	CLEANUP_FREE char *path = text_format("%s/modules/%s", dir, file);
	CLEANUP_FREE char *name = text_dup(file);

	name[strlen(name) - strlen(".ko")] = '\0';
	kfuncs_read(path, name, &g->files[0].types, &g->files[g->nr],
		    &g->findings);
	g->nr++;
}

/* A module that was never built would have nothing to find. */
static void compare_facts(struct gate *g, const char *dir)
{
	CLEANUP_FREE char *path = text_format("%s/facts", dir);
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct keyfile facts = { 0 };
	size_t named = 0;

	if (access(path, F_OK))
		return;
	if (keyfile_read(path, &facts, &why)) {
		finding_add(&g->findings, RULE_MODULES, "modules", "", "%s",
			    why.data);
		return;
	}
	for (size_t i = 0; i < facts.nr; i++) {
		const char *key = facts.entries[i].key;
		bool there = false;

		if (strncmp(key, "module.", 7) != 0)
			continue;
		named++;
		for (size_t j = 1; j < g->nr; j++)
			there = there || !strcmp(g->files[j].name, key + 7);
		if (!there)
			finding_add(&g->findings, RULE_MODULES, key + 7, "",
				    "the facts name it, and it is not there");
	}
	if (named < g->nr - 1)
		finding_add(&g->findings, RULE_MODULES, "modules", "",
			    "%zu are there, and the facts name %zu", g->nr - 1,
			    named);
	keyfile_release(&facts);
}

static void read_modules(struct gate *g, const char *dir)
{
	CLEANUP_FREE char *path = text_format("%s/modules", dir);
	struct dirent **entries = NULL;
	int nr = scandir(path, &entries, is_module, alphasort);

	if (nr < 0) {
		finding_add(&g->findings, RULE_MODULES, "modules", "", "%s: %s",
			    path, strerror(errno));
		return;
	}
	for (int i = 0; i < nr; i++) {
		g->files = text_grow(g->files, g->nr, sizeof(*g->files));
		read_module(g, dir, entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	compare_facts(g, dir);
}

/* libbpf takes the first function of a name that it meets. */
static void compare_names(struct gate *g, const struct kfuncs *k)
{
	for (size_t i = 0; i < k->nr; i++) {
		for (size_t j = 0; j < g->nr; j++) {
			const struct kfuncs *other = &g->files[j];
			const struct ktypes_func *func;

			if (other == k || !other->usable)
				continue;
			if ((j == 0 || kfuncs_find(other, k->kfuncs[i].name)) &&
			    ktypes_find(&other->types, k->kfuncs[i].name,
					&func))
				finding_add(&g->findings, RULE_DUPLICATE,
					    k->name, k->kfuncs[i].name,
					    "%s has a function of the name, "
					    "too",
					    other->name);
		}
	}
}

void gate_read(const char *dir, const char *const *more_types, struct gate *ret)
{
	CLEANUP_FREE char *vmlinux = text_format("%s/vmlinux", dir);
	struct gate g = { .findings = FINDINGS_INIT, .more_types = more_types };

	g.files = text_grow(NULL, 0, sizeof(*g.files));
	g.nr = 1;
	if (kfuncs_read(vmlinux, "vmlinux", NULL, &g.files[0], &g.findings)) {
		compare_raw_btf(&g, dir);
		read_modules(&g, dir);
		if (!g.files[0].nr)
			finding_add(&g.findings, RULE_NO_KFUNCS, "vmlinux", "",
				    "%zu sets with not one kfunc",
				    g.files[0].sets_nr);
	}
	for (size_t i = 0; i < g.nr; i++) {
		if (!g.files[i].usable)
			continue;
		gate_check(&g, &g.files[i]);
		compare_names(&g, &g.files[i]);
	}
	*ret = g;
}

struct gate_counts gate_count(const struct gate *g)
{
	struct gate_counts c = { 0 };

	for (size_t i = 0; i < g->nr; i++) {
		c.sets += g->files[i].sets_nr;
		c.kfuncs += g->files[i].nr;
		for (size_t j = 0; j < g->files[i].nr; j++)
			c.kinds[g->files[i].kfuncs[j].kind]++;
	}
	return c;
}
