// SPDX-License-Identifier: GPL-2.0-only
// holds: bpf_foo vmlinux generated implicit_args int a struct bpf_prog_aux *aux
// holds: bpf_bar vmlinux generated implicit_args int a struct bpf_prog_aux *aux
// holds: bpf_plain vmlinux plain - int a, struct bpf_prog_aux *aux -
#include "kfunc.h"

/* One prototype in BTF, until two of the three lose a parameter. */

__bpf_kfunc int bpf_foo(int a, struct bpf_prog_aux *aux);
int bpf_foo(int a, struct bpf_prog_aux *aux)
{
	return a + aux->id;
}

__bpf_kfunc int bpf_plain(int a, struct bpf_prog_aux *aux);
int bpf_plain(int a, struct bpf_prog_aux *aux)
{
	return a - aux->id;
}

__bpf_kfunc int bpf_bar(int a, struct bpf_prog_aux *aux);
int bpf_bar(int a, struct bpf_prog_aux *aux)
{
	return a * aux->id;
}

/* clang-format off */
BTF_KFUNCS_START(set)
BTF_ID_FLAGS(func, bpf_foo, KF_IMPLICIT_ARGS)
BTF_ID_FLAGS(func, bpf_plain)
BTF_ID_FLAGS(func, bpf_bar, KF_IMPLICIT_ARGS)
BTF_KFUNCS_END(set)
