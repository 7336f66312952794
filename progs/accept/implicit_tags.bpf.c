// SPDX-License-Identifier: GPL-2.0-only
/*
 * What BTF says of the two functions that the build makes of a flagged one: the
 * first is a kernel function for programs, the second a prototype and no more.
 */
#include "testmod.bpf.h"

extern int bpf_kfunc_implicit_arg(int a) __ksym;

SEC("syscall")
__description("the function is tagged as one that programs may call")
__success __retval(5)
__btf_tagged("bpf_kfunc_implicit_arg", "bpf_kfunc")
__needs_testmod("bpf_kfunc_implicit_arg")
int function_is_kfunc(void *ctx)
{
	return bpf_kfunc_implicit_arg(5);
}

SEC("syscall")
__description("its generated _impl is not")
__success __retval(5)
__btf_untagged("bpf_kfunc_implicit_arg_impl", "bpf_kfunc")
__needs_testmod("bpf_kfunc_implicit_arg")
int generated_is_no_kfunc(void *ctx)
{
	return bpf_kfunc_implicit_arg(5);
}
