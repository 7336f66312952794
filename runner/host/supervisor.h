/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * supervisor: the boots of a run, one after the other.
 *
 * Each has a request with a nonce of its own, and a folder with its command,
 * its console, its records and how it ended; history.h says what it is asked
 * for, by what is in the folders of those before.
 */
#ifndef RIG_SUPERVISOR_H
#define RIG_SUPERVISOR_H

#include <stdbool.h>

struct run;
struct text;
struct ticker;

/*
 * Boots until there is no boot to follow. False when the rig can not go on:
 * `why` says what it could not do. What was found is for who reads the
 * directory.
 */
bool supervisor_run(struct run *r, struct ticker *ticker, struct text *why);

#endif
