/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * keyfile: KEY=value lines, as configs/arch and a kernel's facts hold them.
 *
 * Empty lines and lines that begin with # say nothing. A value may stand in
 * single quotes, or in double quotes when it holds none of $ ` " and no
 * backslash, so that a file which sh reads means the same here. A key that
 * stands twice, or a line of another form, is an error.
 *
 * keyfile_read(), keyfile_get(), keyfile_release().
 */
#ifndef RIG_KEYFILE_H
#define RIG_KEYFILE_H

#include <stddef.h>

struct text;

struct keyfile_entry {
	char *key;
	char *value;
};

struct keyfile {
	char *path;
	struct keyfile_entry *entries; /* in the order of the file */
	size_t nr;
};

/* 0 or -errno; on an error `why` names file and line, and *ret is empty. */
int keyfile_read(const char *path, struct keyfile *ret, struct text *why);

/* NULL when the key is not there. */
const char *keyfile_get(const struct keyfile *k, const char *key);

/*
 * The value in *ret. -ENOENT when the key is not there or empty; then `why`
 * names file and key.
 */
int keyfile_need(const struct keyfile *k, const char *key, const char **ret,
		 struct text *why);

void keyfile_release(struct keyfile *k);

#endif
