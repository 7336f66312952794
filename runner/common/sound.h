/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * sound: does an object's BTF refer to nothing but what is there?
 *
 * libbpf looks at that only from version 1.3 on, and before it follows such
 * references itself when it opens the object: so look before it is opened.
 * After it btf__type_by_id() and btf__name_by_offset() fail for nothing that
 * stands in the BTF, and no chain of typedefs and qualifiers is endless.
 */
#ifndef RIG_SOUND_H
#define RIG_SOUND_H

#include <stdbool.h>
#include <stddef.h>

struct btf;

/* On false `why` names the first type that is not sound. */
bool sound_btf(const struct btf *btf, char *why, size_t why_size);

#endif
