// SPDX-License-Identifier: GPL-2.0-only
/* What it leaves its value in is too narrow. */
#include "rig.bpf.h"

#define SEC(name) __attribute__((section(name), used))

short narrow;

SEC("license") char _license[] = "GPL";

SEC("syscall")
__retval(1) __exercise("callback") __observe("narrow")
int exercised(void *ctx)
{
	return narrow;
}
