// SPDX-License-Identifier: GPL-2.0-only
/*
 * bpf_kfunc_implicit_sum() takes four arguments from the program and the
 * implicit one in the last register: the sum, if it is given an aux.
 */
#include "testmod.bpf.h"

extern int bpf_kfunc_implicit_sum(int a, int b, int c, int d) __ksym;

SEC("syscall")
__description("four explicit arguments, the implicit one is the fifth")
__success __retval(1234)
__needs_our_testmod("bpf_kfunc_implicit_sum")
int four_and_one(void *ctx)
{
	return bpf_kfunc_implicit_sum(4, 30, 200, 1000);
}
