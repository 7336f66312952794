/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * prepare: what a run needs before its first boot, looked at and written down
 * in its directory.
 *
 * Each returns true, or false with one sentence in `why`.
 */
#ifndef RIG_PREPARE_H
#define RIG_PREPARE_H

#include <stdbool.h>

struct run;
struct text;

/* The plan, and copies of the objects that it was read from. */
bool prepare_plan(struct run *r, struct text *why);

/* All else: kernel, lists of splats, accelerator, QEMU. */
bool prepare_vm(struct run *r, struct text *why);

#endif
