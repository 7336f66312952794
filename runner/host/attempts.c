// SPDX-License-Identifier: GPL-2.0-only
#include "attempts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

void attempts_add(struct attempts *a, const struct attempt *attempt)
{
	assert(a->nr < ATTEMPTS_MAX);
	a->list[a->nr++] = *attempt;
}

static bool agree(const struct attempt *a, const struct attempt *b)
{
	return a->lost && b->lost &&
	       a->judgement.verdict == b->judgement.verdict &&
	       !strcmp(a->fingerprint ?: "", b->fingerprint ?: "");
}

static void judge_one(const struct attempts *a, struct judgement *ret)
{
	const struct attempt *only = &a->list[0];

	ret->verdict = only->judgement.verdict;
	ret->as = only->judgement.as;
	text_puts(&ret->sentence, only->judgement.sentence.data);
	if (only->lost && a->vain)
		text_printf(&ret->sentence,
			    "; it was to be tried again, alone in boot %u, "
			    "which did not come to it",
			    a->vain);
	else if (only->lost && a->why_not)
		text_printf(&ret->sentence, "; it was not tried again: %s",
			    a->why_not);
}

static void judge_two(const struct attempts *a, struct judgement *ret)
{
	const struct attempt *first = &a->list[0], *second = &a->list[1];

	if (agree(first, second)) {
		ret->verdict = second->judgement.verdict;
		text_printf(&ret->sentence,
			    "%s; and so again, alone in boot %u",
			    first->judgement.sentence.data, second->boot);
		return;
	}
	ret->verdict = VERDICT_FLAKY;
	text_printf(&ret->sentence, "boot %u: %s; alone in boot %u: %s",
		    first->boot, first->judgement.sentence.data, second->boot,
		    second->judgement.sentence.data);
}

void attempts_judge(const struct attempts *a, struct judgement *ret)
{
	switch (a->nr) {
	case 0:
		ret->verdict = VERDICT_NOTRUN;
		text_puts(&ret->sentence, "it was not run");
		if (a->why_not)
			text_printf(&ret->sentence, ": %s", a->why_not);
		break;
	case 1:
		judge_one(a, ret);
		break;
	default:
		judge_two(a, ret);
		break;
	}
}

void attempts_release(struct attempts *a)
{
	for (size_t i = 0; i < a->nr; i++) {
		text_release(&a->list[i].judgement.sentence);
		free(a->list[i].fingerprint);
	}
	*a = (struct attempts){ 0 };
}
