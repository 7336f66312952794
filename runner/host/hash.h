/* SPDX-License-Identifier: GPL-2.0-only */
/* hash: SHA-256 of a file, as lower-case hex. */
#ifndef RIG_HASH_H
#define RIG_HASH_H

#define HASH_HEX_SIZE 65 /* with the NUL */

/* 0 or -errno. */
int hash_file(const char *path, char ret_hex[HASH_HEX_SIZE]);

#endif
