/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kernel.bpf.h: what programs that call the kernel's own functions share.
 *
 * libbpf resolves all kernel functions that an object declares, whichever
 * program is loaded. So an object declares only functions that are there, or
 * not there, on the same kernels.
 */
#ifndef RIG_KERNEL_BPF_H
#define RIG_KERNEL_BPF_H

/* Its declarations are weak: calls of what is missing would get past libbpf. */
#define BPF_NO_KFUNC_PROTOTYPES
#include "vmlinux.h"
#include <bpf/bpf_helpers.h>

#include "rig.bpf.h"

char _license[] SEC("license") = "GPL";

/* There on the kernels that know the flag, and only there. */
#define __needs_new_name(kfunc) \
	__needs_kfunc(kfunc)    \
	__not_found_on("baseline", kfunc)

/*
 * A name from before the flag, called with a pointer to nothing in particular
 * that the verifier overwrites. Upstream let these names go: what is left of
 * them is the full prototype, which has a pointer of another type there.
 */
#define __needs_old_name(kfunc)                                             \
	__needs_kfunc(kfunc)                                                \
	__on("stock", ON_FAILURE)                                           \
	__on("stock", ON_STAGE "=libbpf")                                   \
	__on("stock", ON_ERRNO "=EINVAL")                                   \
	__on("stock", ON_MSG "=extern (func ksym) '" kfunc "': func_proto") \
	__on("stock", ON_NEEDS_KFUNC "=" kfunc)

#endif
