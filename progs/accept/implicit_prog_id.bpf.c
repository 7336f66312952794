// SPDX-License-Identifier: GPL-2.0-only
/*
 * bpf_kfunc_implicit_prog_id() returns the id of the program whose aux it is
 * given: that must be the program that is running.
 */
#include "testmod.bpf.h"

extern int bpf_kfunc_implicit_prog_id(void) __ksym;

SEC("syscall")
__description("the aux is that of the calling program")
__success __retval_prog_id
__needs_our_testmod("bpf_kfunc_implicit_prog_id")
int own_id(void *ctx)
{
	return bpf_kfunc_implicit_prog_id();
}

static __noinline int id_of_static(void)
{
	return bpf_kfunc_implicit_prog_id();
}

SEC("syscall")
__description("in a static subprogram as well")
__success __retval_prog_id
__needs_our_testmod("bpf_kfunc_implicit_prog_id")
int own_id_from_static(void *ctx)
{
	return id_of_static();
}

__noinline int id_of_global(void)
{
	return bpf_kfunc_implicit_prog_id();
}

SEC("syscall")
__description("in a global subprogram as well")
__success __retval_prog_id
__needs_our_testmod("bpf_kfunc_implicit_prog_id")
int own_id_from_global(void *ctx)
{
	return id_of_global();
}
