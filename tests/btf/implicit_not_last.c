// SPDX-License-Identifier: GPL-2.0-only
// stops: kfunc bpf_foo: implicit parameter aux precedes explicit parameter b
// holds: bpf_foo vmlinux generated implicit_args int a, int b struct bpf_prog_aux *aux
#include "kfunc.h"

#ifdef BROKEN
__bpf_kfunc int bpf_foo(int a, struct bpf_prog_aux *aux, int b);
int bpf_foo(int a, struct bpf_prog_aux *aux, int b)
#else
__bpf_kfunc int bpf_foo(int a, int b, struct bpf_prog_aux *aux);
int bpf_foo(int a, int b, struct bpf_prog_aux *aux)
#endif
{
	return a + b + aux->id;
}

/* clang-format off */
BTF_KFUNCS_START(set)
BTF_ID_FLAGS(func, bpf_foo, KF_IMPLICIT_ARGS)
BTF_KFUNCS_END(set)
