// SPDX-License-Identifier: GPL-2.0-only
/* Programs that are more than loaded. */
#include "rig.bpf.h"

#define SEC(name) __attribute__((section(name), used))

SEC("license") char _license[] = "GPL";

SEC("syscall")
__success __retval(7) __stdout("a") __stdout("b") __stdout("...") __stdout("c")
__stderr("...") __stderr("d")
__on("stock", "success") __on("stock", "retval=8") __on("stock", "stdout=e")
int printer(void *ctx)
{
	return 0;
}

SEC("struct_ops/event")
__retval(9) __exercise("uhid") __observe("seen") __attach_map("ops")
__on("baseline", "failure") __on("baseline", "stage=attach")
__on("baseline", "errno=ENODEV") __on("baseline", "msg=x")
int exercised(void *ctx)
{
	return 0;
}
