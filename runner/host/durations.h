/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * durations: how long each case takes, about, as configs/durations keeps it.
 *
 * Lines of "object/program milliseconds"; empty lines and those that begin with
 * # say nothing. They are weights for dealing out cases, no limits: whole
 * shards of all machines go by the same committed figures.
 *
 * durations_read(), durations_ms(), durations_release(); durations_put_head()
 * and durations_put() make such a file.
 */
#ifndef RIG_DURATIONS_H
#define RIG_DURATIONS_H

#include <stddef.h>
#include <stdint.h>

struct text;

struct duration {
	char *id;
	uint32_t ms;
};

struct durations {
	struct duration *list; /* bytewise by id */
	size_t nr;
	uint32_t median; /* the lower of two; 1 of none */
};

/* 0 or -errno; on an error `why` names file and line, and *ret is empty. */
int durations_read(const char *path, struct durations *ret, struct text *why);

/* The median for a case that has no line. */
uint32_t durations_ms(const struct durations *d, const char *id);

/* The lines ahead of all; the line of a case. */
void durations_put_head(struct text *out);
void durations_put(const char *id, uint64_t us, struct text *out);

void durations_release(struct durations *d);

#endif
