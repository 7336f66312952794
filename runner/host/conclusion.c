// SPDX-License-Identifier: GPL-2.0-only
#include "conclusion.h"

#include <assert.h>
#include <stddef.h>

static const enum outcome outcomes[] = {
	[FINDING_FAILURE] = OUTCOME_RIG_ERROR,
	[FINDING_INTERRUPTED] = OUTCOME_RIG_ERROR,
	[FINDING_IDENTITY] = OUTCOME_GATE_FAIL,
	[FINDING_CRASH] = OUTCOME_KERNEL_CRASH,
	[FINDING_CHANNEL] = OUTCOME_RIG_ERROR,
	[FINDING_RUNNER] = OUTCOME_RIG_ERROR,
	[FINDING_HANG] = OUTCOME_HANG,
	[FINDING_QEMU] = OUTCOME_RIG_ERROR,
	[FINDING_CUT] = OUTCOME_RIG_ERROR,
	[FINDING_CASES] = OUTCOME_TEST_FAIL,
	[FINDING_SPLAT] = OUTCOME_KERNEL_SPLAT,
	[FINDING_EXPIRED] = OUTCOME_RIG_ERROR,
};

static_assert(sizeof(outcomes) / sizeof(outcomes[0]) == FINDING_NR,
	      "every finding has its outcome");

struct conclusion conclusion_draw(const char *const found[FINDING_NR])
{
	for (unsigned int i = 0; i < FINDING_NR; i++)
		if (found[i])
			return (struct conclusion){ outcomes[i], found[i] };
	return (struct conclusion){ OUTCOME_PASS, NULL };
}
