/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * measure: how fast this machine works, by a fixed piece of work.
 *
 * It is done in slices, so that the host sees whether the machine is slow all
 * the time or stopped now and then: a guest whose QEMU has a tenth of a CPU
 * works at full speed for some milliseconds, and then stands still. Only all
 * slices together tell what it gets; each alone takes a few milliseconds, less
 * than the period by which CPUs are rationed.
 */
#ifndef RIG_MEASURE_H
#define RIG_MEASURE_H

#include <stdint.h>

#include "record.h"

/* Microseconds of the monotonic clock, at least 1 and what a record holds. */
void measure_slices(uint32_t ret_us[RECORD_SLICES]);

/* One slice's work; always the same number comes out. */
uint64_t measure_work(void);

#endif
