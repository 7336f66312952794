// SPDX-License-Identifier: GPL-2.0-only
/*
 * A kernel function that is flagged, beside a real one with its old name:
 * both return a + b when they are given the aux of a program.
 */
#include "testmod.bpf.h"

extern int bpf_kfunc_implicit_arg_legacy(int a, int b) __ksym;

SEC("syscall")
__description("by the new name")
__success __retval(7)
__needs_testmod("bpf_kfunc_implicit_arg_legacy")
int new_name(void *ctx)
{
	return bpf_kfunc_implicit_arg_legacy(3, 4);
}
