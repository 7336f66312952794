/* SPDX-License-Identifier: GPL-2.0-only */
/* notes: ELF notes, as /sys/kernel/notes shows those of the kernel. */
#ifndef RIG_NOTES_H
#define RIG_NOTES_H

#include <stdbool.h>
#include <stddef.h>

/* The GNU build id in hex; false when there is none or it does not fit. */
bool notes_build_id(const void *notes, size_t bytes, char *hex, size_t size);

/* Lower case; `hex` has room for 2 * bytes + 1. */
void notes_hex(const void *data, size_t bytes, char *hex);

#endif
