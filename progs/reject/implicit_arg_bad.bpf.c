// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ways to get a call of bpf_kfunc_implicit_arg() wrong; what it does right is in
 * implicit_arg.bpf.c.
 */
#include "testmod.bpf.h"

extern int bpf_kfunc_implicit_arg(int a) __ksym;

SEC("syscall")
__description("a generated _impl by its BTF id, past libbpf")
__rejected_as_generated("bpf_kfunc_implicit_arg")
__rewrite_call("bpf_kfunc_implicit_arg", "bpf_kfunc_implicit_arg_impl")
__twin("implicit_arg/r2_set")
__needs_testmod("bpf_kfunc_implicit_arg")
__naked int impl_by_id(void)
{
	asm volatile(
	"r1 = 5;"
	"r2 = 0;"
	"call %[bpf_kfunc_implicit_arg];"
	"exit;"
	:: __imm(bpf_kfunc_implicit_arg) : __clobber_all);
}

SEC("syscall")
__description("R2 does not survive the call")
__failure __stage("verifier") __errno(EACCES) __insn(3)
__msg("R2 !read_ok")
__twin("implicit_arg/r2_set")
__needs_testmod("bpf_kfunc_implicit_arg")
__naked int r2_after_call(void)
{
	asm volatile(
	"r1 = 5;"
	"r2 = 0;"
	"call %[bpf_kfunc_implicit_arg];"
	"r0 = r2;"
	"exit;"
	:: __imm(bpf_kfunc_implicit_arg) : __clobber_all);
}

SEC("syscall")
__description("an explicit argument is checked as ever")
__failure __stage("verifier") __errno(EINVAL) __insn(0)
__msg("R1 is not a scalar")
__twin("implicit_arg/r2_unset")
__needs_testmod("bpf_kfunc_implicit_arg")
__naked int r1_unset(void)
{
	asm volatile(
	"call %[bpf_kfunc_implicit_arg];"
	"exit;"
	:: __imm(bpf_kfunc_implicit_arg) : __clobber_all);
}

SEC("xdp")
__description("a program of a type that the function is not for")
__failure __stage("verifier") __errno(EACCES) __insn(1)
__msg("calling kernel function bpf_kfunc_implicit_arg is not allowed")
__twin("implicit_arg/direct_tc")
__needs_testmod("bpf_kfunc_implicit_arg")
int wrong_type(void *ctx)
{
	return bpf_kfunc_implicit_arg(5);
}
