// SPDX-License-Identifier: GPL-2.0-only
// stops: kfunc bpf_foo: has KF_IMPLICIT_ARGS, but no parameter is of an implicit type
// holds: bpf_foo vmlinux plain - int a, void *aux__prog -
#include "kfunc.h"

#ifdef BROKEN
#define FLAGS KF_IMPLICIT_ARGS
#else
#define FLAGS 0
#endif

__bpf_kfunc int bpf_foo(int a, void *aux__prog);
int bpf_foo(int a, void *aux__prog)
{
	return aux__prog ? a : -a;
}

/* clang-format off */
BTF_KFUNCS_START(set)
BTF_ID_FLAGS(func, bpf_foo, FLAGS)
BTF_KFUNCS_END(set)
