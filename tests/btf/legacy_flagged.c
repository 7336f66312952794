// SPDX-License-Identifier: GPL-2.0-only
// stops: kfunc bpf_foo: bpf_foo_impl must not have KF_IMPLICIT_ARGS, too
// holds: bpf_foo vmlinux legacy implicit_args int a struct bpf_prog_aux *aux
// holds: bpf_foo_impl vmlinux plain - int a, struct bpf_prog_aux *aux -
#include "kfunc.h"

#ifdef BROKEN
#define FLAGS KF_IMPLICIT_ARGS
#else
#define FLAGS 0
#endif

__bpf_kfunc int bpf_foo(int a, struct bpf_prog_aux *aux);
int bpf_foo(int a, struct bpf_prog_aux *aux)
{
	return a + aux->id;
}

__bpf_kfunc int bpf_foo_impl(int a, struct bpf_prog_aux *aux);
int bpf_foo_impl(int a, struct bpf_prog_aux *aux)
{
	return a - aux->id;
}

/* clang-format off */
BTF_KFUNCS_START(set)
BTF_ID_FLAGS(func, bpf_foo, KF_IMPLICIT_ARGS)
BTF_ID_FLAGS(func, bpf_foo_impl, FLAGS)
BTF_KFUNCS_END(set)
