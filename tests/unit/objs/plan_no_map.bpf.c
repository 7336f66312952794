// SPDX-License-Identifier: GPL-2.0-only
/* What is to be attached is no map of struct_ops. */
#include "rig.bpf.h"

#define SEC(name) __attribute__((section(name), used))

int seen;

SEC("license") char _license[] = "GPL";

SEC("syscall")
__retval(1) __exercise("uhid") __observe("seen") __attach_map("seen")
int exercised(void *ctx)
{
	return seen;
}
