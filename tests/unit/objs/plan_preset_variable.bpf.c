// SPDX-License-Identifier: GPL-2.0-only
/* What it leaves its value in has that value from the beginning. */
#include "rig.bpf.h"

#define SEC(name) __attribute__((section(name), used))

int preset = 42;

SEC("license") char _license[] = "GPL";

SEC("syscall")
__retval(42) __exercise("callback") __observe("preset")
int exercised(void *ctx)
{
	return preset;
}
