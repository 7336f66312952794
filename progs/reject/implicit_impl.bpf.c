// SPDX-License-Identifier: GPL-2.0-only
/*
 * The `_impl` function that the build generates holds the full prototype, but
 * there is no such function in the kernel.
 */
#include "testmod.bpf.h"

extern int bpf_kfunc_implicit_arg_impl(int a, struct bpf_prog_aux *aux) __ksym;

SEC("syscall")
__description("a generated _impl by its name")
__rejected_as_generated("bpf_kfunc_implicit_arg")
__twin("implicit_arg/direct")
__needs_testmod("bpf_kfunc_implicit_arg_impl")
int by_name(void *ctx)
{
	return bpf_kfunc_implicit_arg_impl(5, NULL);
}
