/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * identity: which kernel is running, as it tells itself: the content of HELLO.
 *
 * Nothing of it is taken from the image: the host compares it with the kernel
 * that was built.
 */
#ifndef RIG_IDENTITY_H
#define RIG_IDENTITY_H

#include <stddef.h>
#include <stdint.h>

#include "record.h"

struct kernel_btf;

/* Fills in a HELLO. 0, or -errno with `why` naming what could not be read. */
int identity_put(struct record *r, const struct kernel_btf *k, char *why,
		 size_t why_size);

#define IDENTITY_HASH_SIZE 65 /* with the NUL */

/*
 * The sha256 of a file as it is or, when it is compressed, of what is in it.
 * 0 or -errno.
 */
int identity_hash(const char *path, char ret_hex[IDENTITY_HASH_SIZE]);

/* Time since boot. */
uint64_t identity_uptime_ms(void);

#endif
