/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * conclusion: one outcome out of all that was found.
 *
 * A run may show several things at once: a panic cuts the channel, and leaves
 * cases without a verdict. The first finding in the order of this enum owns
 * the outcome; the order is from cause to consequence:
 *
 * - what kept the rig from working says nothing about the kernel, and what the
 *   kernel did then may be the rig's own doing;
 * - a kernel that is not the one asked for can not be blamed for the rest;
 * - a crash explains a broken channel, silence and missing verdicts;
 * - a channel that lied or broke by itself explains missing verdicts;
 * - a deadline explains them as well, and that QEMU had to be killed;
 * - how QEMU ended, and that END is missing, are looked at when nothing above
 *   explains them;
 * - then the cases; a splat beside a failed case is the smaller news.
 *
 * No finding at all is PASS, and only that.
 */
#ifndef RIG_CONCLUSION_H
#define RIG_CONCLUSION_H

#include <stddef.h>

#include "outcome.h"

enum finding {
	FINDING_FAILURE, /* the rig could not do its work */
	FINDING_INTERRUPTED,
	FINDING_IDENTITY, /* another kernel booted */
	FINDING_CRASH, /* panic or oops on the console */
	FINDING_CHANNEL, /* a record was forged, stale, out of order, damaged */
	FINDING_RUNNER, /* the guest's runner gave up */
	FINDING_HANG, /* a deadline passed, or the console flooded */
	FINDING_QEMU, /* it ended as it never should */
	FINDING_CUT, /* END is missing, and nothing above explains it */
	FINDING_CASES, /* a case did not meet its expectation */
	FINDING_SPLAT, /* not excused */
	FINDING_EXPIRED, /* an excuse is past its date */
	FINDING_NR,
};

/* `found` has a sentence for each finding there is, and NULL for the rest. */
struct conclusion {
	enum outcome outcome;
	const char *sentence; /* one of found; NULL for PASS */
};

struct conclusion conclusion_draw(const char *const found[FINDING_NR]);

/* One of all that a run may end by, in the order in which they are looked at. */
struct conclusion_cause {
	enum finding
		finding; /* FINDING_NR: it is none, but of no boot at all */
	enum outcome outcome;
	const char
		*what; /* half a sentence; deadlines by their word in vm.json */
	const char *evidence; /* where in the run's directory it is seen */
};

size_t conclusion_causes(void);
struct conclusion_cause conclusion_cause(size_t i);

#endif
