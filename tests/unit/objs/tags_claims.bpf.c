// SPDX-License-Identifier: GPL-2.0-only
/* What a case says of the kernel's BTF, and that no kernel changes it. */
#include "rig.bpf.h"

#define SEC(name) __attribute__((section(name), used))

SEC("license") char _license[] = "GPL";

SEC("syscall")
__success __invariant("because")
__btf_tagged("bpf_foo", "bpf_kfunc") __btf_untagged("bpf_foo_impl", "a:b")
__on("stock", "success") __on("stock", "btf_tagged=bpf_bar:x")
int claims(void *ctx)
{
	return 0;
}
