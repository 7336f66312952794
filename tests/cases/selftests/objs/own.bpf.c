// SPDX-License-Identifier: GPL-2.0-only
/* Recorded cases by the rules for the kernel's own programs; see objs/basic. */
#include "rig.bpf.h"

#define SEC(name) __attribute__((section(name), used))

SEC("license") char _license[] = "GPL";

SEC("syscall")
__failure __msg("R{{[0-9]}} !read_ok") int refused(void *ctx)
{
	return 0;
}

SEC("syscall")
int silent(void *ctx)
{
	return 0;
}

SEC("syscall")
__success __test_tag(TAG_FAILURE_UNPRIV)
int for_root(void *ctx)
{
	return 0;
}
