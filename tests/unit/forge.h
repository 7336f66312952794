/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * forge: small ELF files as the kernel's build leaves them: .BTF, .BTF_ids and
 * a symbol table, and nothing that runs.
 *
 * forge_new(), add to ->btf with libbpf's btf__add_*(), forge_function() for
 * each symbol, forge_set() for each set, forge_write(), forge_free(). Names are
 * not copied.
 */
#ifndef RIG_FORGE_H
#define RIG_FORGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct btf;

#define FORGE_MOST 64 /* of everything */

struct forge_entry {
	const char *name; /* what the symbol says */
	uint32_t id;
	uint32_t flags;
};

struct forge_set {
	const char *name;
	uint32_t flags; /* 1: of kfuncs */
	struct forge_entry entries[FORGE_MOST];
	uint32_t nr;
	int32_t count_off; /* what its count is wrong by */
	int64_t size_off; /* and the size of its symbol */
	bool unsorted; /* ids stay in the order they were added */
	bool unnamed; /* the first entry gets no symbol */
};

struct forge {
	struct btf *btf;
	const char *functions[FORGE_MOST];
	size_t functions_nr;
	struct forge_set sets[FORGE_MOST];
	size_t sets_nr;
	bool no_symtab;
	bool no_btf;
};

/* `base`: NULL, or the BTF that it is split from. */
struct forge *forge_new(struct btf *base);

void forge_function(struct forge *f, const char *name);

/* The set to put entries into; forge_entry() adds one. */
struct forge_set *forge_set(struct forge *f, const char *name);
void forge_entry(struct forge_set *s, const char *name, uint32_t id,
		 uint32_t flags);

/* 0 or -errno */
int forge_write(const struct forge *f, const char *path);

void forge_free(struct forge *f);

#endif
