// SPDX-License-Identifier: GPL-2.0-only
/* As programs printed before the flag, with a NULL to be overwritten. */
#include "kernel.bpf.h"

extern int bpf_stream_vprintk_impl(int stream_id, const char *fmt__str,
				   const void *args, __u32 len__sz,
				   void *aux__prog) __ksym;

SEC("syscall")
__description("formatted text by the old name")
__success __retval(0)
__stdout("old 1, new 2")
__needs_old_name("bpf_stream_vprintk_impl")
int vprintk(void *ctx)
{
	static const char format[] = "old %d, new %d\n";
	__u64 args[] = { 1, 2 };

	return bpf_stream_vprintk_impl(BPF_STDOUT, format, args, sizeof(args),
				       NULL);
}
