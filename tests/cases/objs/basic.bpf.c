// SPDX-License-Identifier: GPL-2.0-only
/*
 * The programs of the recorded cases. No kernel ever sees them: fake-qemu
 * plays what a kernel would say of them, and more.
 */
#include "rig.bpf.h"

#define SEC(name) __attribute__((section(name), used))

SEC("license") char _license[] = "GPL";

SEC("syscall")
__success __retval(0)
__description("loads and returns 0")
int loads(void *ctx)
{
	return 0;
}

SEC("syscall")
__success __retval_prog_id
__needs_module("bpf_testmod")
__on("baseline", "failure") __on("baseline", "stage=libbpf")
__on("baseline", "errno=EINVAL") __on("baseline", "msg=not found")
__on("baseline", "absent=bpf_new")
int needs_module(void *ctx)
{
	return 0;
}

SEC("syscall")
__failure __stage("verifier") __errno(EACCES) __insn(1)
__msg("R{{[0-9]}} !read_ok")
__twin("basic/loads")
int refused(void *ctx)
{
	return 0;
}
