/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ktypes: the types of one BTF of the kernel, with its functions by name and
 * its declaration tags by what they are on.
 *
 * ktypes_read(), look, ktypes_release(). The base of split BTF is released after
 * it. Only its own part is indexed: an id below ->first is the base's.
 *
 * libbpf makes sure that every type lies within the data, and not before
 * version 1.3 that it refers to types and strings that exist. So nothing here
 * trusts a reference, and ktypes_flaws() lists those that lead nowhere.
 */
#ifndef RIG_KTYPES_H
#define RIG_KTYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct btf;
struct btf_type;
struct text;

struct ktypes_func {
	const char *name;
	uint32_t id;
};

struct ktypes_tag {
	uint32_t on; /* the type */
	int32_t component; /* -1: all of it; else the parameter */
	bool attribute; /* kind_flag is set */
	const char *value;
};

struct ktypes {
	struct btf *btf;
	uint32_t first, end; /* its own ids, half open */
	struct ktypes_func *funcs; /* by name, then id */
	size_t funcs_nr;
	struct ktypes_tag *tags; /* by what they are on, component, value */
	size_t tags_nr;
};

/* 0 or -EINVAL; then `why` has libbpf's words. */
int ktypes_read(const void *data, size_t bytes, const struct ktypes *base,
		struct ktypes *ret, struct text *why);

void ktypes_release(struct ktypes *k);

/* NULL when there is no such type; type 0 is void, whose kind is 0. */
const struct btf_type *ktypes_at(const struct ktypes *k, uint32_t id);

/* "" when it has no name; NULL when there is none at that offset. */
const char *ktypes_string(const struct ktypes *k, uint32_t offset);

/* The name of the function of that id, or NULL when it is no function. */
const char *ktypes_func_name(const struct ktypes *k, uint32_t id);

/* Its FUNC_PROTO, or NULL when something between is not what it should be. */
const struct btf_type *ktypes_proto(const struct ktypes *k, uint32_t func_id,
				    uint32_t *ret_proto_id);

/* Own functions of that name: how many; the first one is *ret. */
size_t ktypes_find(const struct ktypes *k, const char *name,
		   const struct ktypes_func **ret);

/* Own tags that are on the type: how many; the first one is *ret. */
size_t ktypes_tags(const struct ktypes *k, uint32_t on,
		   const struct ktypes_tag **ret);

/*
 * Calls for each own type that refers to what is not there, or not of the kind
 * it must be. `name` is that of the function it is or belongs to, or "".
 */
void ktypes_flaws(const struct ktypes *k,
		  void (*flaw)(void *context, const char *name,
			       const char *words),
		  void *context);

#endif
