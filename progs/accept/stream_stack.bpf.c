// SPDX-License-Identifier: GPL-2.0-only
/* A program writes where it is to one of its streams. */
#include "kernel.bpf.h"

extern int bpf_stream_print_stack(int stream_id) __ksym;

static __noinline int print_from_static(void)
{
	return bpf_stream_print_stack(BPF_STDERR);
}

SEC("syscall")
__description("the stack, with the program and the line on it")
__success __retval(0)
__stderr("CPU: {{[0-9]+}} UID: 0 PID: {{[0-9]+}} Comm: runner")
__stderr("Call trace:")
__stderr("...")
__stderr("bpf_prog_{{[0-9a-f]+}}_print_from_static+0x")
__stderr("return bpf_stream_print_stack(BPF_STDERR); @ stream_stack.bpf.c:")
__stderr("...")
__stderr("bpf_prog_{{[0-9a-f]+}}_print_stack+0x")
__needs_new_name("bpf_stream_print_stack")
int print_stack(void *ctx)
{
	return print_from_static();
}

SEC("syscall")
__description("there is no third stream")
__success __retval(-2)
__needs_new_name("bpf_stream_print_stack")
int no_such_stream(void *ctx)
{
	return bpf_stream_print_stack(3);
}
