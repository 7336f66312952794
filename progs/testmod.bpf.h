/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * testmod.bpf.h: what programs that call bpf_testmod's kernel functions share.
 */
#ifndef RIG_TESTMOD_BPF_H
#define RIG_TESTMOD_BPF_H

#include "kernel.bpf.h"

/*
 * The function is not there, although the module is. Without the second half
 * an image that lacks the module would meet the expectation.
 */
#define __not_in_testmod_on(variant, kfunc) \
	__not_found_on(variant, kfunc)      \
	__on(variant, ON_NEEDS_MODULE "=bpf_testmod")

/* The function is there on the kernels that know the flag, and only there. */
#define __needs_testmod(kfunc)        \
	__needs_module("bpf_testmod") \
	__needs_kfunc(kfunc)          \
	__not_in_testmod_on("baseline", kfunc)

/* Upstream's testmod does not have it. */
#define __needs_our_testmod(kfunc) \
	__needs_testmod(kfunc)     \
	__not_in_testmod_on("stock", kfunc)

/*
 * What is said of a call of the `_impl` function that the build generates for
 * a flagged kernel function. Upstream's verifier leaves it at the first line.
 */
#define __rejected_as_generated(kfunc)                                      \
	__failure __stage("verifier") __errno(EINVAL)                       \
	__msg("cannot find address for kernel function " kfunc "_impl")     \
	__msg(kfunc "_impl is only the full prototype of kfunc " kfunc)     \
	__on("stock", ON_FAILURE)                                           \
	__on("stock", ON_STAGE "=verifier")                                 \
	__on("stock", ON_ERRNO "=EINVAL")                                   \
	__on("stock", ON_MSG "=cannot find address for kernel function "    \
			     kfunc "_impl")                                 \
	__on("stock", ON_NEEDS_MODULE "=bpf_testmod")                       \
	__on("stock", ON_NEEDS_KFUNC "=" kfunc "_impl")

#endif
