/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kset: one set of kfuncs in .BTF_ids, entry by entry.
 *
 * The layout is the kernel's struct btf_id_set8: how many, flags of the set,
 * then pairs of id and flags.
 */
#ifndef RIG_KSET_H
#define RIG_KSET_H

#include "finding.h"
#include "kelf.h"
#include "ktypes.h"

struct kset_entry {
	const char *set;
	const char *name; /* of the function */
	uint32_t id;
	uint32_t flags;
};

struct kset_entries {
	struct kset_entry *entries;
	size_t nr;
	size_t sets_nr;
};

/*
 * Every entry of every set of kfuncs whose id is that of a function; the others
 * are findings. The caller frees ->entries. `where` names the file.
 */
void ksets_read(const struct kelf *elf, const struct ktypes *types,
		const char *where, struct kset_entries *ret,
		struct findings *findings);

#endif
