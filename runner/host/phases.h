/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * phases: how long each part of the pipeline took.
 *
 * A file of "name seconds" lines tells of what was done before the boot; boot
 * and cases are added. phases_read(), phases_add(), phases_release().
 */
#ifndef RIG_PHASES_H
#define RIG_PHASES_H

#include <stddef.h>

struct text;

struct phase {
	char *name;
	double seconds;
};

struct phases {
	struct phase *phases;
	size_t nr;
};

/* Adds what the file tells. 0 or -errno; `why` names file and line. */
int phases_read(const char *path, struct phases *p, struct text *why);

/* To the one of that name, when there is one. */
void phases_add(struct phases *p, const char *name, double seconds);

/* Of one of that name, -1 when there is none; of all. */
double phases_seconds(const struct phases *p, const char *name);
double phases_total(const struct phases *p);

/* Adds those of another run. */
void phases_add_all(struct phases *p, const struct phases *of);

void phases_release(struct phases *p);

#endif
