/* SPDX-License-Identifier: GPL-2.0-only */
/* variable: where a global variable of a BPF object lies. */
#ifndef RIG_VARIABLE_H
#define RIG_VARIABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct btf;

struct variable {
	const char *section; /* the BTF's; libbpf makes a map of it */
	size_t offset; /* in the section */
	size_t bytes; /* 4 or 8 */
};

/*
 * Looks in the BTF of an object; the offset is right in that of one that libbpf
 * has opened. 0; -ENOENT when there is no such variable; -EINVAL when it is
 * no integer of 4 or 8 bytes.
 */
int variable_find(const struct btf *btf, const char *name,
		  struct variable *ret);

/* Does a variable of that name stand in that section? */
bool variable_is_in(const struct btf *btf, const char *name,
		    const char *section_name);

/* Its value, `section_data` being where the section's map is mapped. */
uint64_t variable_read(const struct variable *v, const void *section_data);

#endif
