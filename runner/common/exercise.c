// SPDX-License-Identifier: GPL-2.0-only
#include <assert.h>
#include <string.h>

#include "exercise.h"

static const struct {
	const char *name;
	bool attaches_map;
} rows[] = {
	[EXERCISE_NONE] = { "" },
	[EXERCISE_CALLBACK] = { "callback" },
	[EXERCISE_TRACE] = { "trace" },
	[EXERCISE_UHID] = { "uhid", .attaches_map = true },
	[EXERCISE_SCHED_EXT] = { "sched_ext", .attaches_map = true },
};

static_assert(sizeof(rows) / sizeof(rows[0]) == EXERCISE_NR,
	      "every exercise has a row");

const char *exercise_name(enum exercise exercise)
{
	return rows[exercise].name;
}

bool exercise_parse(const char *name, enum exercise *ret)
{
	for (int i = EXERCISE_NONE + 1; i < EXERCISE_NR; i++) {
		if (strcmp(rows[i].name, name) == 0) {
			*ret = i;
			return true;
		}
	}
	return false;
}

bool exercise_attaches_map(enum exercise exercise)
{
	return rows[exercise].attaches_map;
}
