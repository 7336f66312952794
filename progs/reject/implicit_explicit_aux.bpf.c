// SPDX-License-Identifier: GPL-2.0-only
/*
 * A program that passes the implicit argument itself has another prototype in
 * mind than the one that the kernel shows.
 */
#include "testmod.bpf.h"

extern int bpf_kfunc_implicit_arg(int a, struct bpf_prog_aux *aux) __ksym;

SEC("syscall")
__description("the implicit argument is passed explicitly")
__failure __stage("libbpf") __errno(EINVAL)
__msg("extern (func ksym) 'bpf_kfunc_implicit_arg': func_proto {{\\[[0-9]+\\]}} incompatible with bpf_testmod")
__twin("implicit_arg/direct")
__needs_testmod("bpf_kfunc_implicit_arg")
int explicit_aux(void *ctx)
{
	return bpf_kfunc_implicit_arg(5, NULL);
}
