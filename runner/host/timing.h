/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * timing: what a boot was allowed, and what of it each of its cases used.
 *
 * By the host's clock, in milliseconds. A zeroed one is empty; timing_note()
 * after every step of the watch, timing_json() and timing_parse() for vm.json
 * and result.json, timing_release().
 */
#ifndef RIG_TIMING_H
#define RIG_TIMING_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct watch;

struct timing {
	uint32_t reference_us; /* by which the factor was found; see pace.h */
	uint32_t factor; /* in thousandths, is in the limits already */
	int64_t boot_ms; /* from the start to HELLO; it grew with the kernel's clock */
	int64_t case_ms; /* for each, and for the pause before it */
	int64_t run_ms;
	int64_t poweroff_ms;
	int64_t *
		used_ms; /* by each case that began, in the order of the plan */
	size_t used_nr;
};

/* The watch as it was before and as it is after a step. */
void timing_note(struct timing *t, const struct watch *before,
		 const struct watch *after);

/* A new object; NULL when memory is short. */
json_t *timing_json(const struct timing *t);

/* False when it is not what timing_json() makes; then *ret is untouched. */
bool timing_parse(const json_t *json, struct timing *ret);

void timing_release(struct timing *t);

#endif
