// SPDX-License-Identifier: GPL-2.0-only
// holds: bpf_foo vmlinux generated fastcall,implicit_args int a struct bpf_prog_aux *aux
// compiler: clang-19
#include "kfunc.h"

#define __tag(value) __attribute__((btf_decl_tag(value)))

/* What the gate holds against both: tags of all of it, and of each parameter. */
__bpf_kfunc
	__tag("of_all") int bpf_foo(int a __tag("of_a"),
				    struct bpf_prog_aux *aux __tag("of_aux"));
int bpf_foo(int a __tag("of_a"), struct bpf_prog_aux *aux __tag("of_aux"))
{
	return a + aux->id;
}

/* clang-format off */
BTF_KFUNCS_START(set)
BTF_ID_FLAGS(func, bpf_foo, KF_IMPLICIT_ARGS | KF_FASTCALL)
BTF_KFUNCS_END(set)
