// SPDX-License-Identifier: GPL-2.0-only
#include "ticker.h"

#include <stdlib.h>

#include "term.h"

void ticker_init(struct ticker *t, struct term *term, const struct plan *plan,
		 const char *rundir)
{
	*t = (struct ticker){
		.term = term,
		.plan = plan,
		.rundir = rundir,
		.finished = text_alloc(plan->nr, sizeof(*t->finished)),
		.passed = text_alloc(plan->nr, sizeof(*t->passed)),
		.told = text_alloc(plan->nr, sizeof(*t->told)),
	};
}

void ticker_release(struct ticker *t)
{
	free(t->finished);
	free(t->passed);
	free(t->told);
	*t = (struct ticker){ 0 };
}

void ticker_begin(struct ticker *t, size_t first)
{
	t->first = first;
}

/* Shows a case that is over, unless its twin has yet to be judged. */
static void show(struct ticker *t, const struct session *s, size_t index)
{
	const struct observation *seen = &s->seen[index - t->first];
	const struct plan_case *c = &t->plan->cases[index];
	struct judgement j = { .verdict = VERDICT_NOTRUN };
	bool final = true;

	text_init(&j.sentence);
	judge_case(c, seen, &s->hello, &j);
	t->finished[index] = true;
	t->passed[index] = j.verdict == VERDICT_PASS;
	if (judge_leans_on_twin(c, &j)) {
		const struct plan_case *twin =
			plan_find(t->plan, c->expect.twin);
		size_t at = twin ? (size_t)(twin - t->plan->cases) : 0;

		final = !twin || t->finished[at];
		if (!twin || !t->passed[at])
			judge_without_twin(c, &j);
	}
	if (final) {
		t->told[index] = j.verdict;
		term_case(t->term, t->rundir, c, seen, &j);
	}
	text_release(&j.sentence);
}

void ticker_finish(struct ticker *t, const struct session *s, size_t index)
{
	show(t, s, t->first + index);
	/* and those that waited for it; what an earlier boot saw is gone */
	for (size_t i = 0; i < s->plan->nr; i++)
		if (s->seen[i].finished &&
		    t->told[t->first + i] == VERDICT_NOTRUN)
			show(t, s, t->first + i);
}
