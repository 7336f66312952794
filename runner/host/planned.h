/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * planned: what a run is to do, kept in its directory and read back.
 *
 * Kept are `plan`, the ids of all cases that were picked, progs/ and selftests;
 * of a shard also `durations`, by which the cases were dealt out.
 */
#ifndef RIG_PLANNED_H
#define RIG_PLANNED_H

struct durations;
struct plan;
struct result;
struct rundir;
struct shard;
struct text;

/*
 * Notes the cases of the plan, and copies their objects, and the file of facts
 * when there is one. 0 or -errno; on an error `why` names the file.
 */
int planned_keep(const struct rundir *d, const struct plan *plan,
		 const char *selftests, struct text *why);

/* Notes by what the cases are dealt out, then leaves of the plan the shard. */
int planned_keep_shard(const struct rundir *d, struct plan *plan,
		       const struct shard *shard,
		       const struct durations *durations, const char *path,
		       struct text *why);

/*
 * Fills of the result, whose manifest is read, ->plan, ->whole and
 * ->plan_sha256, and begins it. 0 or -errno; on an error `why` says what does
 * not agree: the cases must be those of the objects kept, and of a shard
 * exactly those that fall to it are left.
 */
int planned_read(const struct rundir *d, struct result *ret, struct text *why);

#endif
