// SPDX-License-Identifier: GPL-2.0-only
// holds: bpf_foo vmlinux generated implicit_args int a struct bpf_prog_aux *aux
#include "kfunc.h"

__bpf_kfunc int bpf_foo(int a, struct bpf_prog_aux *aux);
int bpf_foo(int a, struct bpf_prog_aux *aux)
{
	return a + aux->id;
}

__attribute__((__used__)) int bpf_mod_impl(int a);
int bpf_mod_impl(int a)
{
	return a;
}

/* clang-format off */
BTF_KFUNCS_START(set)
BTF_ID_FLAGS(func, bpf_foo, KF_IMPLICIT_ARGS)
BTF_KFUNCS_END(set)
