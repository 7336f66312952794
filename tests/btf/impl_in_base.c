// SPDX-License-Identifier: GPL-2.0-only
// stops: kfunc bpf_mod: the base BTF has a function bpf_mod_impl
// holds: bpf_mod2 impl_in_base generated implicit_args int a struct bpf_prog_aux *aux
// base: base
#include "kfunc.h"

#ifdef BROKEN
#define bpf_name bpf_mod
#else
#define bpf_name bpf_mod2
#endif

__bpf_kfunc int bpf_name(int a, struct bpf_prog_aux *aux);
int bpf_name(int a, struct bpf_prog_aux *aux)
{
	return a + aux->id;
}

/* clang-format off */
BTF_KFUNCS_START(set)
#ifdef BROKEN
BTF_ID_FLAGS(func, bpf_mod, KF_IMPLICIT_ARGS)
#else
BTF_ID_FLAGS(func, bpf_mod2, KF_IMPLICIT_ARGS)
#endif
BTF_KFUNCS_END(set)
