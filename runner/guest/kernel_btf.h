/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kernel_btf: the types of the running kernel and of its modules, and what
 * they prove of a case's needs.
 */
#ifndef RIG_KERNEL_BTF_H
#define RIG_KERNEL_BTF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "expect.h"

#define KERNEL_BTF_DIR "/sys/kernel/btf"

struct btf;

struct kernel_btf_module {
	char *name;
	struct btf *btf; /* NULL: there, but without BTF that can be read */
};

struct kernel_btf {
	struct btf *vmlinux;
	struct kernel_btf_module *modules; /* by name, bytewise */
	size_t modules_nr;
};

/* 0, or -errno with `why` set. Release in either case. */
int kernel_btf_load(struct kernel_btf *k, char *why, size_t why_size);
void kernel_btf_release(struct kernel_btf *k);

/* Does the running kernel meet a need? On false `why` says what is amiss. */
bool kernel_btf_meets(const struct kernel_btf *k,
		      const struct expect_need *need, char *why,
		      size_t why_size);

/*
 * Ids of two functions in the one BTF that has the first of them. On false
 * `why` names the one that is not there.
 */
bool kernel_btf_pair(const struct kernel_btf *k, const char *first,
		     const char *second, int32_t *ret_first,
		     int32_t *ret_second, char *why, size_t why_size);

#endif
