/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * shard: part k of n of the cases that were picked.
 *
 * A group is cases that are never parted: negative ones and their twins. The
 * longest group goes first, each to the shard that has least so far; ties go
 * by id, and by number of the shard. So the parts depend on the cases and on
 * the durations that are committed, and on nothing of a machine.
 */
#ifndef RIG_SHARD_H
#define RIG_SHARD_H

#include <stdbool.h>
#include <stddef.h>

struct durations;
struct plan;

struct shard {
	unsigned int k; /* from 1 */
	unsigned int n;
};

#define SHARDS_MAX 999

/* "2/8". False: it is none. */
bool shard_parse(const char *word, struct shard *ret);

/* How many groups the plan has: more shards than that would be empty. */
size_t shard_groups(const struct plan *plan);

/* Keeps the shard's cases. -ERANGE, and the plan stays, when it has none. */
int shard_select(const struct shard *shard, const struct durations *durations,
		 struct plan *plan);

#endif
