/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * proto: prototypes in the words of C, which is also how they are compared.
 *
 * Two types are the same when C would spell them the same: ids differ between
 * two kernels, and dedup may have kept two versions of a struct. Type tags and
 * attributes are part of the spelling. Corrupt types are spelt with a '?'.
 */
#ifndef RIG_PROTO_H
#define RIG_PROTO_H

#include <stdbool.h>
#include <stdint.h>

struct btf_param;
struct btf_type;
struct ktypes;
struct text;

/* "struct task_struct *task": the type, and how the thing is called. */
void proto_put_type(struct text *t, const struct ktypes *k, uint32_t id,
		    const char *name);

/* "int a, void *b" of the parameters from number `from` up to before `to`. */
void proto_put_params(struct text *t, const struct ktypes *k,
		      const struct btf_type *proto, uint32_t from, uint32_t to);

/* "int bpf_foo(int a, void *b)" */
void proto_put(struct text *t, const struct ktypes *k,
	       const struct btf_type *proto, const char *name);

/*
 * The same type, and for a parameter the same name? Attributes, which tell a
 * program's compiler what to make of a pointer, may differ: who reads an _impl
 * is no compiler, and not every resolve_btfids puts them there.
 */
bool proto_same_param(const struct ktypes *k, const struct btf_param *a,
		      const struct btf_param *b);

bool proto_same_type(const struct ktypes *k, uint32_t a, uint32_t b);

/*
 * Which struct does it point to, through qualifiers, type tags and typedefs?
 * NULL: it is no pointer to a struct with a name. *ret_void: a void pointer.
 */
const char *proto_points_to(const struct ktypes *k, uint32_t id,
			    bool *ret_void);

#endif
