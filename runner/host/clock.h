/* SPDX-License-Identifier: GPL-2.0-only */
/* clock: milliseconds that only go forward, by which all deadlines go. */
#ifndef RIG_CLOCK_H
#define RIG_CLOCK_H

#include <stdint.h>

int64_t clock_now_ms(void);

#endif
