// SPDX-License-Identifier: GPL-2.0-only
// stops: kfunc bpf_foo: implicit parameter meta precedes explicit parameter offset
// holds: bpf_foo vmlinux generated implicit_args int a struct btf_struct_meta *meta, u64 off
#include "kfunc.h"

/* The offset that goes with struct btf_struct_meta is known by its name. */
struct btf_struct_meta {
	int btf_id;
};

#ifdef BROKEN
#define off offset
#endif

__bpf_kfunc int bpf_foo(int a, struct btf_struct_meta *meta, u64 off);
int bpf_foo(int a, struct btf_struct_meta *meta, u64 off)
{
	return a + meta->btf_id + (int)off;
}

/* clang-format off */
BTF_KFUNCS_START(set)
BTF_ID_FLAGS(func, bpf_foo, KF_IMPLICIT_ARGS)
BTF_KFUNCS_END(set)
