/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * skip: what a plan found and leaves out, and why.
 *
 * A zeroed list is an empty one. skip_add(), skip_release().
 */
#ifndef RIG_SKIP_H
#define RIG_SKIP_H

#include <stddef.h>

struct skip {
	char *id; /* a case's, of half a case or of all of an object */
	char *why;
};

struct skips {
	struct skip *list;
	size_t nr;
};

/*
 * Adds the id "object/program" and the suffix, of the first `length` bytes of
 * `object`. 0 or -ENOMEM.
 */
int skip_add(struct skips *s, const char *object, size_t length,
	     const char *program, const char *suffix, const char *why);

void skip_release(struct skips *s);

#endif
