// SPDX-License-Identifier: GPL-2.0-only
// stops: kfunc bpf_foo has inconsistent flags across BTF ID sets
// holds: bpf_foo vmlinux generated implicit_args int a struct bpf_prog_aux *aux
#include "kfunc.h"

#ifdef BROKEN
#define FLAGS 0
#else
#define FLAGS KF_IMPLICIT_ARGS
#endif

__bpf_kfunc int bpf_foo(int a, struct bpf_prog_aux *aux);
int bpf_foo(int a, struct bpf_prog_aux *aux)
{
	return a + aux->id;
}

/* clang-format off */
BTF_KFUNCS_START(set)
BTF_ID_FLAGS(func, bpf_foo, KF_IMPLICIT_ARGS)
BTF_KFUNCS_END(set)

BTF_KFUNCS_START(other_set)
BTF_ID_FLAGS(func, bpf_foo, FLAGS)
BTF_KFUNCS_END(other_set)
