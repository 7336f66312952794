// SPDX-License-Identifier: GPL-2.0-only
/*
 * bpf_kfunc_implicit_fastcall(a) is bpf_kfunc_implicit_arg(a), and promises to
 * clobber no register but those of its arguments: of all of them, for the
 * verifier loads R2.
 */
#include "testmod.bpf.h"

extern int bpf_kfunc_implicit_fastcall(int a) __ksym;

SEC("syscall")
__description("another function has the same prototype, and is flagged, too")
__success __retval(5)
__needs_our_testmod("bpf_kfunc_implicit_fastcall")
int call(void *ctx)
{
	return bpf_kfunc_implicit_fastcall(5);
}

SEC("syscall")
__description("a tag that is not bpf_kfunc is on both functions")
__success __retval(5)
__btf_tagged("bpf_kfunc_implicit_fastcall", "bpf_fastcall")
__btf_tagged("bpf_kfunc_implicit_fastcall_impl", "bpf_fastcall")
__needs_our_testmod("bpf_kfunc_implicit_fastcall")
int tag_carried(void *ctx)
{
	return bpf_kfunc_implicit_fastcall(5);
}

SEC("syscall")
__description("a spill of R2 around the call is not dropped")
__success __retval(7)
__needs_our_testmod("bpf_kfunc_implicit_fastcall")
__naked int spilled(void)
{
	asm volatile(
	"r1 = 5;"
	"r2 = 7;"
	"*(u64 *)(r10 - 8) = r2;"
	"call %[bpf_kfunc_implicit_fastcall];"
	"r2 = *(u64 *)(r10 - 8);"
	"r0 = r2;"
	"exit;"
	:: __imm(bpf_kfunc_implicit_fastcall) : __clobber_all);
}
