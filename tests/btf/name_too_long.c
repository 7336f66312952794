// SPDX-License-Identifier: GPL-2.0-only
// stops: kfunc bpf_x+: name is too long for the suffix _impl
// holds: bpf_x+ vmlinux generated implicit_args int a struct bpf_prog_aux *aux
// name: 507 506
#include "kfunc.h"

/* NAME has as many letters as the line above says, broken and good. */
__bpf_kfunc int NAME(int a, struct bpf_prog_aux *aux);
int NAME(int a, struct bpf_prog_aux *aux)
{
	return a + aux->id;
}

/* clang-format off */
BTF_KFUNCS_START(set)
/* the number of the line is part of the symbol, which has a longest, too */
#line 1
BTF_ID_FLAGS(func, NAME, KF_IMPLICIT_ARGS)
BTF_KFUNCS_END(set)
