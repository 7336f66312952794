// SPDX-License-Identifier: GPL-2.0-only
// stops: kfunc bpf_foo: implicit parameter aux is marked as an arena pointer
// holds: bpf_foo vmlinux generated arena_arg1,implicit_args __attr(address_space(1)) int *p struct bpf_prog_aux *aux
#include "kfunc.h"

#ifdef BROKEN
__bpf_kfunc int bpf_foo(struct bpf_prog_aux *aux);
int bpf_foo(struct bpf_prog_aux *aux)
{
	return aux->id;
}
#else
__bpf_kfunc int bpf_foo(int *p, struct bpf_prog_aux *aux);
int bpf_foo(int *p, struct bpf_prog_aux *aux)
{
	return *p + aux->id;
}
#endif

/* clang-format off */
BTF_KFUNCS_START(set)
BTF_ID_FLAGS(func, bpf_foo, KF_IMPLICIT_ARGS | KF_ARENA_ARG1)
BTF_KFUNCS_END(set)
