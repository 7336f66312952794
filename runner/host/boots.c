// SPDX-License-Identifier: GPL-2.0-only
#include "boots.h"

#include <assert.h>
#include <stdlib.h>

#include "text.h"

static const char *const end_names[] = {
	[BOOTS_END_WHOLE] = "whole",	 [BOOTS_END_CRASH] = "crash",
	[BOOTS_END_HANG] = "hang",	 [BOOTS_END_GONE] = "gone",
	[BOOTS_END_CHANNEL] = "channel", [BOOTS_END_STOP] = "stop",
};

static const char *const reasons[] = {
	[BOOTS_GO] = "the run did not come to it",
	[BOOTS_DONE] = NULL,
	[BOOTS_STOPPED] = "no boot follows one that ended so",
	[BOOTS_BARREN] = "the guest came to no case any more",
	[BOOTS_BOUND] = "the run had all the boots that it may have",
};

static_assert(sizeof(end_names) / sizeof(end_names[0]) == BOOTS_END_NR,
	      "every end has a name");
static_assert(sizeof(reasons) / sizeof(reasons[0]) == BOOTS_STEP_NR,
	      "every step has its reason");

const char *boots_end_name(enum boots_end end)
{
	return end_names[end];
}

const char *boots_why(enum boots_step step)
{
	return reasons[step];
}

size_t boots_most(const struct boots_rules *rules)
{
	return (rules->isolate ? rules->cases : 1) + rules->extra;
}

/* What comes after all that was taken, unless that ended the run. */
static void plan_next(struct boots *b)
{
	const struct boots_rules *rules = &b->rules;

	if (b->begun < rules->cases)
		b->task = (struct boots_task){
			.first = b->begun,
			.nr = rules->isolate ? 1 : rules->cases - b->begun,
		};
	else if (b->again < b->lost_nr)
		b->task = (struct boots_task){
			.first = b->lost[b->again],
			.nr = 1,
			.again = true,
		};
	else
		b->step = BOOTS_DONE;
	if (b->step == BOOTS_GO && b->nr == boots_most(rules))
		b->step = BOOTS_BOUND;
}

void boots_init(struct boots *b, const struct boots_rules *rules)
{
	*b = (struct boots){ .rules = *rules };
	plan_next(b);
}

void boots_release(struct boots *b)
{
	free(b->lost);
	*b = (struct boots){ 0 };
}

enum boots_step boots_next(const struct boots *b, struct boots_task *ret)
{
	if (b->step == BOOTS_GO)
		*ret = b->task;
	return b->step;
}

void boots_take(struct boots *b, enum boots_end end, size_t done, bool lost)
{
	size_t begun = done + lost;

	assert(b->step == BOOTS_GO && begun <= b->task.nr);
	b->nr++;
	if (b->task.again) {
		b->again += begun;
	} else {
		if (lost) {
			b->lost = text_grow(b->lost, b->lost_nr,
					    sizeof(*b->lost));
			b->lost[b->lost_nr++] = b->begun + done;
		}
		b->begun += begun;
	}
	if (end == BOOTS_END_STOP ||
	    (end == BOOTS_END_CHANNEL && !b->rules.isolate))
		b->step = BOOTS_STOPPED;
	else if (!begun)
		b->step = BOOTS_BARREN;
	else
		plan_next(b);
}
