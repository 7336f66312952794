/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * join: the shards of a run, made into the one result that it would have been.
 *
 * join_refuses() for every part against the first; then join_parts().
 */
#ifndef RIG_JOIN_H
#define RIG_JOIN_H

#include <stdbool.h>
#include <stddef.h>

struct part;
struct result;
struct text;

/*
 * True when both can not be shards of one run of their cell: `why` names both
 * and the difference. What a part that failed early does not know is not held
 * against it.
 */
bool join_refuses(const struct part *first, const struct part *part,
		  struct text *why);

/*
 * Fills *ret, which is initialised, from shards that go together, and takes
 * what they observed out of them. Every case of the whole plan is judged, on
 * what its shard saw; those of a shard that is missing were not run, and then
 * the outcome is RIG_ERROR.
 */
void join_parts(struct part *const *parts, size_t nr, struct result *ret);

#endif
