// SPDX-License-Identifier: GPL-2.0-only
/*
 * trace: the program is attached to a function of the kernel, which the
 * auxiliary program then calls. What it saw is there when that one returns.
 */
#include "attempt.h"
#include "exercises.h"

static int perform(struct exercises_state *s)
{
	if (!s->aux)
		return attempt_stop(s->a, RECORD_STAGE_NEEDS, 0,
				    "the object has not one auxiliary program "
				    "of type syscall");
	if (attachment_program(&s->attachment, s->a, s->prog) ||
	    exercises_test_run(s, s->aux))
		return -1;
	return reading_end(&s->seen);
}

static int finish(struct exercises_state *s)
{
	return attachment_release(&s->attachment, s->a);
}

const struct exercises_ops exercise_trace = {
	.perform = perform,
	.finish = finish,
};
