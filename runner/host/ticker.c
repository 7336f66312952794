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
		.passed = text_alloc(plan->nr, sizeof(*t->passed)),
		.told = text_alloc(plan->nr, sizeof(*t->told)),
	};
}

void ticker_release(struct ticker *t)
{
	free(t->passed);
	free(t->told);
	*t = (struct ticker){ 0 };
}

/* Shows a case that is over, unless its twin has yet to be judged. */
static void show(struct ticker *t, const struct session *s, size_t index)
{
	const struct plan_case *c = &t->plan->cases[index];
	struct judgement j = { .verdict = VERDICT_NOTRUN };
	bool final = true;

	text_init(&j.sentence);
	judge_case(c, &s->seen[index], &s->hello, &j);
	t->passed[index] = j.verdict == VERDICT_PASS;
	if (judge_leans_on_twin(c, &j)) {
		const struct plan_case *twin =
			plan_find(t->plan, c->expect.twin);
		size_t at = twin ? (size_t)(twin - t->plan->cases) : 0;

		final = !twin || s->seen[at].finished;
		if (!twin || !t->passed[at])
			judge_without_twin(c, &j);
	}
	if (final) {
		t->told[index] = j.verdict;
		term_case(t->term, t->rundir, c, &s->seen[index], &j);
	}
	text_release(&j.sentence);
}

void ticker_finish(struct ticker *t, const struct session *s, size_t index)
{
	show(t, s, index);
	/* and those that waited for it */
	for (size_t i = 0; i < t->plan->nr; i++)
		if (s->seen[i].finished && t->told[i] == VERDICT_NOTRUN)
			show(t, s, i);
}
