// SPDX-License-Identifier: GPL-2.0-only
/* An object that declares a kernel function: its programs must state needs. */
#include "rig.bpf.h"

#define SEC(name) __attribute__((section(name), used))

extern int bpf_foo(int a) __attribute__((section(".ksyms")));

SEC("license") char _license[] = "GPL";

SEC("syscall")
__success
int states_none(void *ctx)
{
	return bpf_foo(1);
}

SEC("syscall")
__success __needs_kfunc("bpf_foo")
int states_one(void *ctx)
{
	return bpf_foo(1);
}

SEC("syscall")
__success __needs_kfunc("bpf_foo")
__on("baseline", "failure") __on("baseline", "stage=libbpf")
int forgets_on_baseline(void *ctx)
{
	return bpf_foo(1);
}

SEC("syscall")
__success __needs_nothing
int calls_none(void *ctx)
{
	return 0;
}

SEC("syscall")
__auxiliary
int helper(void *ctx)
{
	return bpf_foo(1);
}
