/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kfuncs: the kfuncs that one ELF file of the kernel has, as its sets in
 * .BTF_ids name them. An entry of a set is id and flags; resolve_btfids filled
 * the ids in and sorted them, and the symbols over the set still tell which
 * names they must be of.
 *
 * kfuncs_read() opens the file and notes what is wrong with it; look;
 * kfuncs_release().
 */
#ifndef RIG_KFUNCS_H
#define RIG_KFUNCS_H

#include "finding.h"
#include "kelf.h"
#include "ktypes.h"

struct btf_type;
struct text;

/* The kernel's include/linux/btf.h */
#define KFUNC_FASTCALL (1u << 12)
#define KFUNC_ARENA_RET (1u << 13)
#define KFUNC_ARENA_ARG1 (1u << 14)
#define KFUNC_ARENA_ARG2 (1u << 15)
#define KFUNC_IMPLICIT_ARGS (1u << 16)

#define KFUNC_TAG "bpf_kfunc"
#define KFUNC_TAG_FASTCALL "bpf_fastcall"
#define KFUNC_IMPL_SUFFIX "_impl"

enum kfunc_kind {
	KFUNC_PLAIN, /* without the flag */
	KFUNC_GENERATED, /* its _impl is in BTF only */
	KFUNC_LEGACY, /* its _impl is a function of the source */
	KFUNC_KIND_NR,
};

struct kfunc {
	const char *name;
	uint32_t id;
	uint32_t flags;
	char *sets; /* the names, with a comma between them */
	enum kfunc_kind kind;
	const struct btf_type *proto; /* what programs see; or NULL */
	const struct btf_type *full; /* of its _impl, when flagged; or NULL */
};

struct kfuncs {
	char *name; /* "vmlinux", or the module's */
	bool usable; /* so that there are types and kfuncs to look at */
	struct kelf elf;
	struct ktypes types;
	struct ktypes distilled; /* what .BTF.base holds, if it is there */
	struct kfunc *kfuncs; /* by name */
	size_t nr;
	size_t sets_nr;
};

/*
 * `base` is the BTF that a module's is split from, NULL for vmlinux. What
 * breaks a rule is added to the findings; true when all could be read.
 */
bool kfuncs_read(const char *path, const char *name, const struct ktypes *base,
		 struct kfuncs *ret, struct findings *findings);

/* NULL when it has none of that name. */
struct kfunc *kfuncs_find(const struct kfuncs *k, const char *name);

const char *kfunc_kind_name(enum kfunc_kind kind);

/* "acquire,ret_null", or "-" */
void kfunc_put_flags(struct text *t, uint32_t flags);

void kfuncs_release(struct kfuncs *k);

#endif
