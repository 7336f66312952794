// SPDX-License-Identifier: GPL-2.0-only
/* Programs as the kernel's own: test_selftest.c has the facts of them. */
#include "rig.bpf.h"

#define SEC(name) __attribute__((section(name), used))
#define KSYM __attribute__((section(".ksyms")))

extern int bpf_foo(int a) KSYM;
extern int bpf_bar___v2(int a) KSYM __attribute__((weak));
extern const int bpf_variable KSYM;

SEC("license") char _license[] = "GPL";

#define PROGRAM(name, tags)                     \
	SEC("syscall") tags int name(void *ctx) \
	{                                       \
		return bpf_foo(bpf_variable);   \
	}

PROGRAM(accepted, __success)
PROGRAM(refused, __failure __msg("x") __retval(0))
PROGRAM(refused_quietly, __failure)
PROGRAM(only_retval, __retval(5))
PROGRAM(only_message, __msg("x") __log_level(4))
PROGRAM(at_level_2, __success __msg("x") __log_level(2))
PROGRAM(silent, )
PROGRAM(silent_too, __description("words"))
PROGRAM(both_halves, __success __test_tag(TAG_FAILURE_UNPRIV))
PROGRAM(other_half,
	__test_tag(TAG_FAILURE_UNPRIV) __test_tag(TAG_MSG_UNPRIV "=x"))
PROGRAM(elsewhere, __success __arch_arm64)
PROGRAM(helper, __auxiliary)

SEC("syscall")
__success int calls_flavour(void *ctx)
{
	return bpf_bar___v2(1);
}
