/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * toy-kernel: the folder of a kernel with a dozen kfuncs, as the gate reads it,
 * and nothing wrong with it.
 *
 * toy_make() builds vmlinux in memory, toy_make_module() the module on top of
 * it; a test breaks what it likes in between or after, but vmlinux no more once
 * the module is there, as its numbers count on from the base's. toy_write()
 * makes the files, toy_release() frees and removes all. The good one has:
 *
 *	bpf_plain(int a)		no flag
 *	bpf_gen(int a, int b)		a generated _impl, and tags
 *	bpf_old(int a)			bpf_old_impl() is in the source, with void *
 *	bpf_fast(void)			fastcall, too
 *	bpf_arena(int *p)		an arena pointer
 *	bpf_list(int a)			struct btf_struct_meta *, u64 off
 *	helper(int a)			no kfunc
 *	mod_gen(int a), mod_plain()	in the module mod
 */
#ifndef RIG_TOY_KERNEL_H
#define RIG_TOY_KERNEL_H

#include "forge.h"

struct btf_type;

struct toy {
	struct forge *vmlinux;
	struct forge *module;
	struct forge_set *common; /* vmlinux's */
	struct forge_set *mod_set;
	int int_id, u64_id, void_ptr, aux_ptr, meta_ptr, arena_ptr;
	char dir[64];
};

void toy_make(struct toy *t);
void toy_make_module(struct toy *t);

/* ->dir then has vmlinux and modules/mod.ko. */
void toy_write(struct toy *t);

/* Removes the files as well. */
void toy_release(struct toy *t);

/* A FUNC or its id, by name; it must be there. */
struct btf_type *toy_func(struct forge *f, const char *name);
int toy_id(struct forge *f, const char *name);

/* The FUNC_PROTO of that function. */
struct btf_type *toy_proto(struct forge *f, const char *name);

/* A tag on a function; component -1 is all of it. */
void toy_tag(struct forge *f, const char *func, const char *value,
	     int component);

/* Another value for the first tag of that value on the function. */
void toy_retag(struct forge *f, const char *func, const char *value,
	       const char *other);

/* The parameters: type and name each, ended by type -1. */
struct toy_param {
	int type;
	const char *name;
};

/* Adds a function of that prototype; returns its id. */
int toy_add(struct forge *f, const char *name, int return_type,
	    const struct toy_param *params);

/* The entry of the set that names the kfunc. */
struct forge_entry *toy_entry(struct forge_set *s, const char *name);

#endif
