/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * gate-allow: differences between two kernels that are on purpose.
 *
 * A line is the kfunc, the difference (gate-diff.h names them) and the reason,
 * cut by tabs. Empty lines and lines that begin with # say nothing. A line that
 * stands twice is an error.
 *
 * gate_allow_read(), gate_allow_find() for every difference, then look at
 * ->used; gate_allow_release().
 */
#ifndef RIG_GATE_ALLOW_H
#define RIG_GATE_ALLOW_H

#include <stdbool.h>
#include <stddef.h>

#include "gate-diff.h"

struct text;

struct gate_allow_line {
	char *kfunc;
	enum gate_difference kind;
	char *reason;
	int number; /* in its file, from 1 */
	bool used;
};

struct gate_allow {
	char *path;
	struct gate_allow_line *lines;
	size_t nr;
};

/* 0 or -errno; on an error `why` names file, line and what is wrong. */
int gate_allow_read(const char *path, struct gate_allow *ret, struct text *why);

/* Marks the line as used. NULL: that is not allowed. */
const struct gate_allow_line *gate_allow_find(struct gate_allow *a,
					      const char *kfunc,
					      enum gate_difference kind);

void gate_allow_release(struct gate_allow *a);

#endif
