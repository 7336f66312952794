/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fallback: a boot that came to nothing under KVM, tried again without.
 *
 * KVM may run the probe's code and still not a guest. When a boot under it ends
 * or hangs before the guest's first byte, and TCG would have been good enough,
 * what is kept of it goes to boots/kvm, manifest.json names the boot, and TCG
 * is used from there on: once in a run.
 */
#ifndef RIG_FALLBACK_H
#define RIG_FALLBACK_H

#include <stdbool.h>

struct boot;
struct rundir;
struct text;

/* Did it come to nothing, by itself, and without a byte from the guest? */
bool fallback_is_due(const struct boot *b);

/* How it ended, one sentence. */
const char *fallback_why(const struct boot *b);

/* Moves what is kept of that boot. 0 or -errno; on an error `why` names it. */
int fallback_set_aside(const struct rundir *run, unsigned int number,
		       struct text *why);

#endif
