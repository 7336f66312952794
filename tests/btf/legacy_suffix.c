// SPDX-License-Identifier: GPL-2.0-only
// stops: kfunc bpf_foo: parameter aux differs in bpf_foo_impl
// holds: bpf_foo vmlinux legacy implicit_args int a void *aux__prog
// holds: bpf_foo_impl vmlinux plain - int a, void *aux__prog -
#include "kfunc.h"

#ifdef BROKEN
#define IMPL int bpf_foo_impl(int a, void *aux)
#else
#define IMPL int bpf_foo_impl(int a, void *aux__prog)
#endif

__bpf_kfunc int bpf_foo(int a, struct bpf_prog_aux *aux);
int bpf_foo(int a, struct bpf_prog_aux *aux)
{
	return a + aux->id;
}

__bpf_kfunc IMPL;
IMPL
{
	return a;
}

/* clang-format off */
BTF_KFUNCS_START(set)
BTF_ID_FLAGS(func, bpf_foo, KF_IMPLICIT_ARGS)
BTF_ID_FLAGS(func, bpf_foo_impl)
BTF_KFUNCS_END(set)
