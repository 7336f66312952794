/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rewrite: makes calls of one kernel function calls of another one.
 *
 * For programs as libbpf would never hand them to the kernel. Both functions
 * are of the same BTF, so the index of its fd in the instruction stays.
 */
#ifndef RIG_REWRITE_H
#define RIG_REWRITE_H

#include <stddef.h>
#include <stdint.h>

struct bpf_insn;

/* How many instructions of insns[nr] called BTF id `from`; now they call `to`. */
size_t rewrite_calls(struct bpf_insn *insns, size_t nr, int32_t from,
		     int32_t to);

#endif
