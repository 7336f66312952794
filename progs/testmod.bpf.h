/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * testmod.bpf.h: what programs that call bpf_testmod's kernel functions share.
 *
 * libbpf resolves all kernel functions that an object declares, whichever
 * program is loaded. So an object declares only functions that are there, or
 * not there, on the same kernels.
 */
#ifndef RIG_TESTMOD_BPF_H
#define RIG_TESTMOD_BPF_H

/* Its declarations are weak: calls of what is missing would get past libbpf. */
#define BPF_NO_KFUNC_PROTOTYPES
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#include "rig.bpf.h"

char _license[] SEC("license") = "GPL";

/* The function is there on the kernels that know the flag, and only there. */
#define __needs_testmod(kfunc)         \
	__needs_module("bpf_testmod")  \
	__needs_kfunc(kfunc)           \
	__not_found_on("baseline", kfunc)

/* Upstream's testmod does not have it. */
#define __needs_our_testmod(kfunc) \
	__needs_testmod(kfunc)     \
	__not_found_on("stock", kfunc)

#endif
