// SPDX-License-Identifier: GPL-2.0-only
#include <time.h>

#include "pause.h"

#define STEP_MS 5

static uint64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

struct pause pause_begin(int timeout_ms)
{
	return (struct pause){ .deadline_ms = now_ms() + (uint64_t)timeout_ms };
}

int pause_left_ms(const struct pause *p)
{
	uint64_t now = now_ms();

	return now < p->deadline_ms ? (int)(p->deadline_ms - now) : 0;
}

bool pause_more(const struct pause *p)
{
	const struct timespec step = { .tv_nsec = STEP_MS * 1000000L };

	if (!pause_left_ms(p))
		return false;
	nanosleep(&step, NULL);
	return true;
}
