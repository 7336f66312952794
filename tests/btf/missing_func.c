// SPDX-License-Identifier: GPL-2.0-only
// stops: no BTF func for kfunc bpf_bar in set
// holds: bpf_foo vmlinux generated implicit_args int a struct bpf_prog_aux *aux
#include "kfunc.h"

__bpf_kfunc int bpf_foo(int a, struct bpf_prog_aux *aux);
int bpf_foo(int a, struct bpf_prog_aux *aux)
{
	return a + aux->id;
}

/* clang-format off */
BTF_KFUNCS_START(set)
BTF_ID_FLAGS(func, bpf_foo, KF_IMPLICIT_ARGS)
#ifdef BROKEN
BTF_ID_FLAGS(func, bpf_bar, KF_IMPLICIT_ARGS)
#endif
BTF_KFUNCS_END(set)
