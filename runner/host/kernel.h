/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kernel: one folder of the kernel store, and the facts it states of itself.
 *
 * kernel_read(), use, kernel_release(). The strings belong to ->facts.
 */
#ifndef RIG_KERNEL_H
#define RIG_KERNEL_H

#include "keyfile.h"

struct text;

struct kernel {
	struct keyfile facts;
	char *image; /* path of what QEMU boots */
	const char *release;
};

/*
 * Reads dir/facts, and holds it against what was asked for. 0 or -errno; on an
 * error `why` says what is missing, or of another arch or variant.
 */
int kernel_read(const char *dir, const char *arch, const char *variant,
		struct kernel *ret, struct text *why);

void kernel_release(struct kernel *k);

#endif
