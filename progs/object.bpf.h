/* SPDX-License-Identifier: GPL-2.0-only */
/* object.bpf.h: a program's own objects, and the lock that what keeps them needs. */
#ifndef RIG_OBJECT_BPF_H
#define RIG_OBJECT_BPF_H

#include "kernel.bpf.h"
#include <bpf/bpf_core_read.h>

#define __contains(type, member) \
	__attribute__((btf_decl_tag("contains:" #type ":" #member)))
/* What holds a lock is not to be mapped by anybody. */
#define __keeper SEC(".data.keeper") __hidden __attribute__((aligned(8)))

#define object_of(pointer, type, member) \
	((type *)((void *)(pointer) - __builtin_offsetof(type, member)))

__keeper struct bpf_spin_lock lock;

#endif
