// SPDX-License-Identifier: GPL-2.0-only
/* Programs that are made to run, as far as the host is concerned with them. */
#include "rig.bpf.h"

#define SEC(name) __attribute__((section(name), used))

int seen;

SEC("license") char _license[] = "GPL";

SEC("syscall")
__success __retval(42)
__exercise("callback") __observe("seen")
int callback(void *ctx)
{
	return 0;
}

SEC("syscall")
__success __retval(0)
__stdout("hello") __stdout("world") __stderr("{{^}}alas{{$}}")
int prints(void *ctx)
{
	return 0;
}

SEC("syscall")
__failure __stage("attach") __errno(ENODEV)
__msg("can not be attached")
__twin("exercised/callback")
__exercise("trace") __observe("seen")
int unattached(void *ctx)
{
	return 0;
}

SEC("syscall")
__failure __stage("run") __errno(EBUSY)
__msg("can not be run")
__twin("exercised/callback")
__exercise("trace") __observe("seen")
int unrunnable(void *ctx)
{
	return 0;
}
