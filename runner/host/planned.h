/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * planned: what a run is to do, kept in its directory and read back.
 *
 * Kept are request, progs/ and selftests; of a shard also `plan`, the ids of
 * all cases that were dealt out, and `durations`, by which they were.
 */
#ifndef RIG_PLANNED_H
#define RIG_PLANNED_H

struct durations;
struct plan;
struct request;
struct result;
struct rundir;
struct shard;
struct text;

/*
 * Copies the objects of the plan, and the file of facts when there is one.
 * 0 or -errno; on an error `why` names the file.
 */
int planned_keep(const struct rundir *d, const struct plan *plan,
		 const char *selftests, struct text *why);

/* Notes what is dealt out and by what, then leaves of the plan the shard. */
int planned_keep_shard(const struct rundir *d, struct plan *plan,
		       const struct shard *shard,
		       const struct durations *durations, const char *path,
		       struct text *why);

/*
 * Fills *ret_request, and of the result, whose manifest is read, ->plan,
 * ->whole and ->plan_sha256. 0 or -errno; on an error `why` says what does not
 * agree: the cases asked for must be those of the objects kept, and of a shard
 * exactly those that fall to it.
 */
int planned_read(const struct rundir *d, struct request *ret_request,
		 struct result *ret, struct text *why);

#endif
