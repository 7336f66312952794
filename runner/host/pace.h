/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * pace: how much slower the guest is than one on an idle machine of its kind.
 *
 * The guest times a fixed piece of work (runner/guest/measure.h) and sends it in
 * its first record; configs/arch/<arch>.conf says what it takes on an idle
 * machine. The ratio is the factor by which everything the guest does may take
 * longer. Factors are thousandths, from PACE_ONE to PACE_MOST: whatever a guest
 * claims, it gets no less time than it always had, and never endless time.
 */
#ifndef RIG_PACE_H
#define RIG_PACE_H

#include <stdint.h>

#include "record.h"

struct text;

#define PACE_ONE 1000u
#define PACE_MOST 20000u
#define PACE_NOTABLE 1500u /* from here on a person is told */

/* Of all slices together; record.c bounds each. */
uint32_t pace_factor(const uint64_t slices_us[RECORD_SLICES],
		     uint32_t reference_us);

/* A limit in milliseconds times the factor. */
int64_t pace_scale(int64_t ms, uint32_t factor);

/* Tenths, as people read a factor: 3.2. */
double pace_tenths(uint32_t factor);

/* "30 s x 3.2", or "30 s" when the factor is none. */
void pace_put(const char *seconds, uint32_t factor, struct text *out);

#endif
