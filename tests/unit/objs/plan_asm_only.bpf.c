// SPDX-License-Identifier: GPL-2.0-only
/* A kernel function that only inline assembly names: it has no BTF. */
#include "rig.bpf.h"

#define SEC(name) __attribute__((section(name), used))

extern int bpf_foo(int a) __attribute__((section(".ksyms")));

SEC("license") char _license[] = "GPL";

SEC("syscall")
__success __needs_kfunc("bpf_foo")
__naked int calls(void)
{
	asm volatile("call %[bpf_foo];"
		     "exit;"
		     :
		     : __imm(bpf_foo)
		     : __clobber_all);
}
