// SPDX-License-Identifier: GPL-2.0-only
// holds: bpf_foo vmlinux generated implicit_args int a struct rig_meta *meta
#include "kfunc.h"

/* Implicit once the table of resolve_btfids has a row for it; else a mistake. */
struct rig_meta {
	int size;
};

__bpf_kfunc int bpf_foo(int a, struct rig_meta *meta);
int bpf_foo(int a, struct rig_meta *meta)
{
	return a + meta->size;
}

/* clang-format off */
BTF_KFUNCS_START(set)
BTF_ID_FLAGS(func, bpf_foo, KF_IMPLICIT_ARGS)
BTF_KFUNCS_END(set)
