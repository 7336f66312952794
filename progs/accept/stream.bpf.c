// SPDX-License-Identifier: GPL-2.0-only
/* What a program prints can be read back from its streams. */
#include "kernel.bpf.h"

extern int bpf_stream_vprintk(int stream_id, const char *fmt__str,
			      const void *args, __u32 len__sz) __ksym;

SEC("syscall")
__description("formatted text, to its standard output")
__success __retval(0)
__stdout("forty and 2 make 42")
__needs_new_name("bpf_stream_vprintk")
int printk(void *ctx)
{
	return bpf_stream_printk(BPF_STDOUT, "%s and %d make %d\n", "forty", 2,
				 42);
}

SEC("syscall")
__description("two streams, each with its own")
__success __retval(0)
__stdout("{{^}}first{{$}}") __stdout("{{^}}third{{$}}")
__stderr("{{^}}second{{$}}") __stderr("{{^}}fourth{{$}}")
__needs_new_name("bpf_stream_vprintk")
int both_streams(void *ctx)
{
	return bpf_stream_printk(BPF_STDOUT, "first\n") ?:
	       bpf_stream_printk(BPF_STDERR, "second\n") ?:
	       bpf_stream_printk(BPF_STDOUT, "third\n") ?:
	       bpf_stream_printk(BPF_STDERR, "fourth\n");
}

SEC("syscall")
__description("there is no third stream")
__success __retval(-2)
__needs_new_name("bpf_stream_vprintk")
int no_such_stream(void *ctx)
{
	return bpf_stream_printk(3, "lost\n");
}
