// SPDX-License-Identifier: GPL-2.0-only
#include "pace.h"

#include "text.h"

uint32_t pace_factor(const uint64_t slices_us[RECORD_SLICES],
		     uint32_t reference_us)
{
	uint64_t total_us = 0, factor;

	for (int i = 0; i < RECORD_SLICES; i++)
		total_us += slices_us[i];
	factor = reference_us ? total_us * PACE_ONE / reference_us : PACE_ONE;
	return factor < PACE_ONE    ? PACE_ONE
	       : factor > PACE_MOST ? PACE_MOST
				    : (uint32_t)factor;
}

int64_t pace_scale(int64_t ms, uint32_t factor)
{
	return ms * (int64_t)factor / PACE_ONE;
}

double pace_tenths(uint32_t factor)
{
	uint32_t tenths = (factor + PACE_ONE / 20) / (PACE_ONE / 10);

	return (double)tenths / 10;
}

void pace_put(const char *seconds, uint32_t factor, struct text *out)
{
	text_printf(out, "%s s", seconds);
	if (pace_tenths(factor) > 1)
		text_printf(out, " x %.1f", pace_tenths(factor));
}
