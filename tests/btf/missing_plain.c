// SPDX-License-Identifier: GPL-2.0-only
// stops: no BTF func for kfunc bpf_bar in set
// holds: bpf_foo vmlinux plain - int a -
// options: --fatal_warnings
#include "kfunc.h"

__bpf_kfunc int bpf_foo(int a);
int bpf_foo(int a)
{
	return a;
}

/* clang-format off */
BTF_KFUNCS_START(set)
BTF_ID_FLAGS(func, bpf_foo)
#ifdef BROKEN
BTF_ID_FLAGS(func, bpf_bar)
#endif
BTF_KFUNCS_END(set)
