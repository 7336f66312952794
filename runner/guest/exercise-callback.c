// SPDX-License-Identifier: GPL-2.0-only
/*
 * callback: the program is run once and leaves; what it set off, work on a
 * queue or in this task, comes later and tells that it did by the variable.
 */
#include "exercises.h"
#include "pause.h"

static int perform(struct exercises_state *s)
{
	if (exercises_test_run(s, s->prog))
		return -1;
	reading_wait(&s->seen, PAUSE_LONG_MS);
	return reading_end(&s->seen);
}

const struct exercises_ops exercise_callback = {
	.perform = perform,
};
