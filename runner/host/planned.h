/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * planned: what a run was to do, read back from its directory.
 *
 * Read are request, progs/ and selftests; of a shard also `plan`, the ids of
 * all cases that were dealt out, and `durations`, by which they were.
 */
#ifndef RIG_PLANNED_H
#define RIG_PLANNED_H

struct request;
struct result;
struct rundir;
struct text;

/*
 * Fills *ret_request, and of the result, whose manifest is read, ->plan,
 * ->whole and ->plan_sha256. 0 or -errno; on an error `why` says what does not
 * agree: the cases asked for must be those of the objects kept, and of a shard
 * exactly those that fall to it.
 */
int planned_read(const struct rundir *d, struct request *ret_request,
		 struct result *ret, struct text *why);

#endif
