/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * history: the boots of a run that are over, and what they make of the next.
 *
 * history_init(), then history_next() and history_read() in turn; the list is
 * in the order of their numbers, from 1. Whoever runs the boots and whoever
 * judges them goes by this one way. history_release().
 */
#ifndef RIG_HISTORY_H
#define RIG_HISTORY_H

#include "boot.h"
#include "boots.h"
#include "splats.h"

struct history {
	const struct rundir *dir;
	struct boot_setting setting;
	struct splats splats;
	struct boots boots;
	struct boot **list;
	size_t nr;
	struct boot *fallback; /* see fallback.h; NULL: there was none */
};

/*
 * Reads the lists of splats; directory, plan, manifest and facts stay the
 * caller's. 0 or -errno; on an error `why` says what is wrong. In either case
 * the caller releases it.
 */
int history_init(struct history *h, const struct rundir *d,
		 const struct plan *plan, const struct manifest *manifest,
		 const struct keyfile *facts, struct text *why);

/* As boots_next(). */
enum boots_step history_next(const struct history *h, struct boots_task *ret);

/* The number of that boot. */
unsigned int history_number(const struct history *h);

/* Is what is kept of it there? Else it was not run, or its rig did not live to its end. */
bool history_has(const struct history *h);

/*
 * Reads that boot into the list. 0 or -errno; on an error `why` says what can
 * not be read, or does not follow from the boots before.
 */
int history_read(struct history *h, struct text *why);

/* No folder of a boot is there but those of the list, and of one after them? */
bool history_is_all(const struct history *h, struct text *why);

void history_release(struct history *h);

#endif
