// SPDX-License-Identifier: GPL-2.0-only
/* Programs whose tags are right; test_expect.c knows what each must give. */
#include "rig.bpf.h"

#define SEC(name) __attribute__((section(name), used))

SEC("license") char _license[] = "GPL";

SEC("syscall")
__success
int plain(void *ctx)
{
	return 0;
}

/* Kernel style: a return value alone means success. */
SEC("syscall")
__retval(5)
int only_retval(void *ctx)
{
	return 5;
}

/* Kernel style: so does a pattern alone. */
SEC("syscall")
__msg("processed")
int only_msg(void *ctx)
{
	return 0;
}

SEC("syscall")
__success __retval(-22)
int negative_retval(void *ctx)
{
	return -22;
}

SEC("syscall")
__success __retval(0xbadcafe)
int any_retval(void *ctx)
{
	return 1;
}

SEC("syscall")
__success __retval_prog_id
int own_id(void *ctx)
{
	return 0;
}

/* More than nine tags, so that the order by number is not that by letter. */
SEC("syscall")
__description("all of it")
__failure
__stage("verifier")
__errno(EINVAL)
__insn(12)
__twin("tags_good/plain")
__msg("one") __msg("two") __not_msg("not three") __msg("four {{[0-9]+}}")
__msg("five") __msg("six")
__needs_module("bpf_testmod") __needs_kfunc("bpf_foo") __absent("bpf_bar")
__rewrite_call("bpf_foo", "bpf_foo_impl")
__log_level(4)
__flag(BPF_F_SLEEPABLE) __flag(!BPF_F_TEST_RND_HI32) __flag(0x100)
__on("baseline", "failure") __on("baseline", "stage=libbpf")
__on("baseline", "errno=3") __on("baseline", "msg=not found")
__on("baseline", "absent=bpf_foo")
__on("stock", "success") __on("stock", "retval=7")
int everything(void *ctx)
{
	return 0;
}

SEC("syscall")
__arch_arm64 __success
int other_arch(void *ctx)
{
	return 0;
}

SEC("syscall")
__arch_arm64 __arch_x86_64 __success
int two_arches(void *ctx)
{
	return 0;
}

SEC("syscall")
__auxiliary
int helper(void *ctx)
{
	return 0;
}
