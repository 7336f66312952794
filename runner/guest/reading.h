/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * reading: the global variable in which an exercised program leaves what
 * it saw.
 *
 * reading_begin() once the object is loaded, reading_wait() while what
 * was set off may still be under way, reading_end() at the end. All return
 * 0, or -1 after attempt_stop().
 */
#ifndef RIG_READING_H
#define RIG_READING_H

#include <stdbool.h>

#include "variable.h"

struct attempt;
struct bpf_object;

struct reading {
	struct attempt *a;
	const char *name;
	struct variable variable;
	const void *data; /* of the section's map */
};

int reading_begin(struct reading *o, struct attempt *a, struct bpf_object *obj,
		  const char *name);

/* Waits until it is other than 0, at most so long. True: it is. */
bool reading_wait(const struct reading *o, int timeout_ms);

/* Its value becomes the attempt's return value. */
int reading_end(const struct reading *o);

#endif
