// SPDX-License-Identifier: GPL-2.0-only
#include <time.h>

#include "measure.h"

#define ROUNDS 800
#define BYTES 4096

static uint64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

/*
 * FNV-1a: each step wants the result of the one before, so that neither a
 * compiler nor a wide processor makes less of it.
 */
uint64_t measure_work(void)
{
	uint64_t hash = 0xcbf29ce484222325;
	static uint8_t buf[BYTES];

	for (int round = 0; round < ROUNDS; round++) {
		for (int i = 0; i < BYTES; i++) {
			hash ^= buf[i];
			hash *= 0x100000001b3;
		}
		buf[round % BYTES] = (uint8_t)hash;
	}
	for (int i = 0; i < BYTES; i++)
		buf[i] = 0;
	return hash;
}

void measure_slices(uint32_t ret_us[RECORD_SLICES])
{
	uint64_t begin = now_us();

	for (int i = 0; i < RECORD_SLICES; i++) {
		/* else nobody wants the result, and the work is left out */
		static volatile uint64_t result;
		uint64_t end;

		result = measure_work();
		(void)result;
		end = now_us();
		ret_us[i] = end - begin > UINT32_MAX ? UINT32_MAX
			    : end > begin	     ? (uint32_t)(end - begin)
						     : 1;
		begin = end;
	}
}
