// SPDX-License-Identifier: GPL-2.0-only
/* A case whose SEC() was forgotten, beside one that is right. */
#include "rig.bpf.h"

#define SEC(name) __attribute__((section(name), used))

SEC("license") char _license[] = "GPL";

SEC("syscall")
__success
int found(void *ctx)
{
	return 0;
}

__success
int lost(void *ctx)
{
	return 0;
}
