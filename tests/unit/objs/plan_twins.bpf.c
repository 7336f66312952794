// SPDX-License-Identifier: GPL-2.0-only
/* A twin that is another negative case: the plan must refuse it. */
#include "rig.bpf.h"

#define SEC(name) __attribute__((section(name), used))

SEC("license") char _license[] = "GPL";

SEC("syscall")
__failure __stage("verifier") __errno(EINVAL) __msg("x")
__twin("plan_twins/second")
__on("stock", "failure") __on("stock", "stage=libbpf")
__on("stock", "errno=EINVAL") __on("stock", "msg=x")
int first(void *ctx)
{
	return 0;
}

SEC("syscall")
__failure __stage("verifier") __errno(EINVAL) __msg("x")
__twin("tags_good/plain")
int second(void *ctx)
{
	return 0;
}
