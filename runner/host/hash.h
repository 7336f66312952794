/* SPDX-License-Identifier: GPL-2.0-only */
/* hash: SHA-256, as lower-case hex. */
#ifndef RIG_HASH_H
#define RIG_HASH_H

#include <stddef.h>

#define HASH_HEX_SIZE 65 /* with the NUL */

void hash_bytes(const void *data, size_t bytes, char ret_hex[HASH_HEX_SIZE]);

/* 0 or -errno. */
int hash_file(const char *path, char ret_hex[HASH_HEX_SIZE]);

#endif
