/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * specimen: a report of each kind as the guest's kernel makes it of nobody in
 * particular, the lines that splats.deny knows beside them, and what stands
 * around every trace. What they hold, every report of the kind has: whose
 * fault it is stands in none of them. Names and numbers come in several sizes.
 */
#ifndef RIG_SPECIMEN_H
#define RIG_SPECIMEN_H

#include <regex.h>
#include <stdbool.h>
#include <stddef.h>

/*
 * What of them the expression matches first, a title before a line; NULL when
 * it matches none. The caller frees it.
 */
char *specimen_match(const regex_t *re);

/* Would such a line name somebody? */
bool specimen_is_named(const char *specimen);

#endif
