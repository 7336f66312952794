/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * pause: waiting in small steps, and not for ever.
 *
 *	struct pause p = pause_begin(PAUSE_LONG_MS);
 *
 *	while (!is_so())
 *		if (!pause_more(&p))
 *			return gave_up();
 */
#ifndef RIG_PAUSE_H
#define RIG_PAUSE_H

#include <stdbool.h>
#include <stdint.h>

/* For what is a matter of milliseconds, on an emulated and busy machine. */
#define PAUSE_LONG_MS 5000

struct pause {
	uint64_t deadline_ms; /* of the monotonic clock */
};

struct pause pause_begin(int timeout_ms);

/* Sleeps for a step. False: the time is over. */
bool pause_more(const struct pause *p);

/* What is left of it, never less than 0. */
int pause_left_ms(const struct pause *p);

#endif
