// SPDX-License-Identifier: GPL-2.0-only
/* The old name of implicit_legacy.bpf.c, which programs pass NULL to. */
#include "testmod.bpf.h"

extern int bpf_kfunc_implicit_arg_legacy_impl(int a, int b,
					      struct bpf_prog_aux *aux) __ksym;

SEC("syscall")
__description("by the old name")
__success __retval(11)
__needs_testmod("bpf_kfunc_implicit_arg_legacy_impl")
int old_name(void *ctx)
{
	return bpf_kfunc_implicit_arg_legacy_impl(5, 6, NULL);
}
