// SPDX-License-Identifier: GPL-2.0-only
// holds: bpf_const vmlinux generated implicit_args int a const struct bpf_prog_aux *const aux
// holds: bpf_typedef vmlinux generated implicit_args - aux_ptr aux
// holds: bpf_two vmlinux generated implicit_args int a struct bpf_prog_aux *aux, const struct bpf_prog_aux *of_main
#include "kfunc.h"

typedef struct bpf_prog_aux *aux_ptr;

__bpf_kfunc int bpf_const(int a, const struct bpf_prog_aux *const aux);
int bpf_const(int a, const struct bpf_prog_aux *const aux)
{
	return a + aux->id;
}

__bpf_kfunc void bpf_typedef(aux_ptr aux);
void bpf_typedef(aux_ptr aux)
{
	aux->id++;
}

__bpf_kfunc int bpf_two(int a, struct bpf_prog_aux *aux,
			const struct bpf_prog_aux *of_main);
int bpf_two(int a, struct bpf_prog_aux *aux, const struct bpf_prog_aux *of_main)
{
	return a + aux->id + of_main->id;
}

/* clang-format off */
BTF_KFUNCS_START(set)
BTF_ID_FLAGS(func, bpf_const, KF_IMPLICIT_ARGS)
BTF_ID_FLAGS(func, bpf_typedef, KF_IMPLICIT_ARGS)
BTF_ID_FLAGS(func, bpf_two, KF_IMPLICIT_ARGS)
BTF_KFUNCS_END(set)
