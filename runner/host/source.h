/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * source: where a BPF program was written, by what its object says of its
 * first instruction (.BTF.ext).
 */
#ifndef RIG_SOURCE_H
#define RIG_SOURCE_H

#include <stdint.h>

/*
 * The file as the compiler calls it, absolute or not, which the caller frees;
 * NULL when the object does not tell. The line in *ret_line.
 */
char *source_find(const char *object, const char *program, uint32_t *ret_line);

#endif
