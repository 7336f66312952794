// SPDX-License-Identifier: GPL-2.0-only
/*
 * bpf_kfunc_implicit_arg(a) returns a, if a is positive and the kernel handed
 * it the aux of a program; else -EINVAL.
 */
#include "testmod.bpf.h"

extern int bpf_kfunc_implicit_arg(int a) __ksym;

SEC("syscall")
__description("called by the program itself")
__success __retval(5)
__needs_testmod("bpf_kfunc_implicit_arg")
int direct(void *ctx)
{
	return bpf_kfunc_implicit_arg(5);
}

SEC("tc")
__description("called by a program of another type")
__success __retval(5)
__needs_testmod("bpf_kfunc_implicit_arg")
int direct_tc(void *ctx)
{
	return bpf_kfunc_implicit_arg(5);
}

static __noinline int call_static(int a)
{
	return bpf_kfunc_implicit_arg(a);
}

SEC("syscall")
__description("called by a static subprogram")
__success __retval(6)
__needs_testmod("bpf_kfunc_implicit_arg")
int from_static(void *ctx)
{
	return call_static(6);
}

__noinline int call_global(int a)
{
	return bpf_kfunc_implicit_arg(a);
}

SEC("syscall")
__description("called by a global subprogram")
__success __retval(7)
__needs_testmod("bpf_kfunc_implicit_arg")
int from_global(void *ctx)
{
	return call_global(7);
}

SEC("syscall")
__description("R2 was never set")
__success __retval(5)
__needs_testmod("bpf_kfunc_implicit_arg")
__naked int r2_unset(void)
{
	asm volatile(
	"r1 = 5;"
	"call %[bpf_kfunc_implicit_arg];"
	"exit;"
	:: __imm(bpf_kfunc_implicit_arg) : __clobber_all);
}

SEC("syscall")
__description("R2 holds something else")
__success __retval(5)
__needs_testmod("bpf_kfunc_implicit_arg")
__naked int r2_set(void)
{
	asm volatile(
	"r1 = 5;"
	"r2 = 0;"
	"call %[bpf_kfunc_implicit_arg];"
	"exit;"
	:: __imm(bpf_kfunc_implicit_arg) : __clobber_all);
}
