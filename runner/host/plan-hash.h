/* SPDX-License-Identifier: GPL-2.0-only */
/* plan-hash: what tells two plans apart, as one SHA-256. */
#ifndef RIG_PLAN_HASH_H
#define RIG_PLAN_HASH_H

#include "hash.h"

struct plan;
struct text;

/*
 * Of the ids, of verdict, stage and errno that each case must come to, of the
 * objects, which state all that is expected, and of `facts`, the file that
 * states it for the kernel's own (NULL: none). 0 or -errno; on an error `why`
 * names the file.
 */
int plan_hash(const struct plan *plan, const char *facts,
	      char ret_hex[HASH_HEX_SIZE], struct text *why);

#endif
