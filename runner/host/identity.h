/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * identity: is the kernel that spoke the one that was built?
 *
 * The guest names what runs: uname, build id, hashes of BTF and config. The
 * facts say what was built. A fact that is missing is a difference as well:
 * nothing is taken on trust.
 */
#ifndef RIG_IDENTITY_H
#define RIG_IDENTITY_H

#include <stdbool.h>

struct hello;
struct keyfile;
struct text;

/*
 * Does all of it agree? On false `why` has one sentence that names every
 * difference. `machine` is what `uname -m` must say.
 */
bool identity_agrees(const struct hello *hello, const struct keyfile *facts,
		     const char *machine, struct text *why);

#endif
