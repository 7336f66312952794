// SPDX-License-Identifier: GPL-2.0-only
#include "series.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

/* What it comes to when a column is broken. */
static const struct {
	const char *name;
	enum outcome outcome;
} columns[] = {
	[SERIES_APPLIES] = { "applies", OUTCOME_PATCH_FAIL },
	[SERIES_CHECKPATCH] = { "checkpatch", OUTCOME_PATCH_FAIL },
	[SERIES_WARNINGS] = { "W=1", OUTCOME_BUILD_FAIL },
	[SERIES_BUILDS] = { "builds", OUTCOME_BUILD_FAIL },
	[SERIES_GATE] = { "gate", OUTCOME_GATE_FAIL },
	[SERIES_BOOTS] = { "boots", OUTCOME_TEST_FAIL },
	[SERIES_VERDICTS] = { "verdicts", OUTCOME_TEST_FAIL },
};

static_assert(sizeof(columns) / sizeof(columns[0]) == SERIES_COLUMNS_NR,
	      "every column has a name");

static const char *const states[] = {
	[SERIES_NOT_RUN] = "not run",
	[SERIES_OK] = "ok",
	[SERIES_BROKEN] = "FAIL",
};

static_assert(sizeof(states) / sizeof(states[0]) == SERIES_STATES_NR,
	      "every state has a name");

const char *series_column_name(enum series_column column)
{
	return columns[column].name;
}

const char *series_state_name(enum series_state state)
{
	return states[state];
}

double series_step_seconds(const struct series_step *step)
{
	double seconds = 0;

	for (int i = 0; i < SERIES_COLUMNS_NR; i++)
		seconds += step->cells[i].seconds;
	return seconds;
}

static void step_release(struct series_step *step)
{
	for (int i = 0; i < SERIES_COLUMNS_NR; i++) {
		free(step->cells[i].text);
		free(step->cells[i].detail);
		free(step->cells[i].log);
	}
	for (size_t i = 0; i < step->cases_nr; i++) {
		free(step->cases[i].id);
		free(step->cases[i].verdict);
		free(step->cases[i].sentence);
	}
	for (size_t i = 0; i < step->turned_nr; i++)
		free(step->turned[i]);
	for (size_t i = 0; i < step->notes_nr; i++)
		free(step->notes[i]);
	free(step->turned);
	free(step->notes);
	free(step->cases);
	free(step->patch);
	free(step->subject);
	free(step->run);
}

void series_release(struct series *s)
{
	for (size_t i = 0; i < s->nr; i++)
		step_release(&s->steps[i]);
	free(s->steps);
	*s = (struct series){ 0 };
}

static const struct series_case *find_case(const struct series_step *step,
					   const char *id)
{
	for (size_t i = 0; i < step->cases_nr; i++)
		if (!strcmp(step->cases[i].id, id))
			return &step->cases[i];
	return NULL;
}

/* The nearest step before this one that has verdicts; NULL: none. */
static const struct series_step *judged_before(const struct series *s,
					       size_t index)
{
	while (index--)
		if (s->steps[index].cases_nr)
			return &s->steps[index];
	return NULL;
}

static void note_turn(struct series_step *step, const char *id)
{
	step->turned =
		text_grow(step->turned, step->turned_nr, sizeof(*step->turned));
	step->turned[step->turned_nr++] = text_dup(id);
}

/* What is wrong with one case at its place in the sequence? */
static bool judge_place(const struct series_step *before,
			struct series_step *step, const struct series_case *c,
			bool last, struct text *why)
{
	const struct series_case *was =
		before ? find_case(before, c->id) : NULL;

	if (strcmp(c->verdict, "PASS") != 0) {
		text_printf(why, "%s is %s: %s", c->id, c->verdict,
			    c->sentence);
		return false;
	}
	if (c->as_baseline && was && !strcmp(was->verdict, "PASS") &&
	    !was->as_baseline) {
		text_printf(why,
			    "%s turned back: patch %02u had it as on patched, "
			    "here it is as on baseline",
			    c->id, before->number);
		return false;
	}
	if (c->as_baseline && last) {
		text_printf(why, "%s is as on baseline after the last patch",
			    c->id);
		return false;
	}
	if (!c->as_baseline && was && was->as_baseline)
		note_turn(step, c->id);
	return true;
}

/* A case that only an earlier step has was left out here. */
static size_t judge_lost(const struct series_step *before,
			 const struct series_step *step, struct text *why)
{
	size_t lost = 0;

	for (size_t i = 0; before && i < before->cases_nr; i++) {
		if (find_case(step, before->cases[i].id))
			continue;
		if (!lost++)
			text_printf(why,
				    "%s was not run, though patch %02u had it",
				    before->cases[i].id, before->number);
	}
	return lost;
}

static void judge_step(struct series *s, size_t index)
{
	struct series_step *step = &s->steps[index];
	struct series_cell *cell = &step->cells[SERIES_VERDICTS];
	const struct series_step *before = judged_before(s, index);
	struct text first CLEANUP_TEXT = TEXT_INIT;
	size_t bad = 0, patched = 0;

	if (!step->cases_nr)
		return;
	for (size_t i = 0; i < step->cases_nr; i++) {
		const struct series_case *c = &step->cases[i];
		struct text why CLEANUP_TEXT = TEXT_INIT;

		patched += !c->as_baseline && !strcmp(c->verdict, "PASS");
		if (judge_place(before, step, c, step->number == s->patches,
				&why))
			continue;
		if (!bad++)
			text_puts(&first, why.data);
	}
	bad += judge_lost(before, step, &first);
	if (!bad && step->outcome != OUTCOME_PASS) {
		text_printf(&first, "the run is %s, and no case of it says why",
			    outcome_name(step->outcome));
		bad++;
	}
	free(cell->text);
	free(cell->detail);
	cell->detail = NULL;
	cell->state = bad ? SERIES_BROKEN : SERIES_OK;
	cell->text = text_format("%s%zu/%zu", bad ? "FAIL " : "", patched,
				 step->cases_nr);
	if (bad > 1)
		text_printf(&first, " (and %zu more)", bad - 1);
	if (bad)
		cell->detail = text_take(&first);
}

void series_judge(struct series *s)
{
	for (size_t i = 0; i < s->nr; i++)
		judge_step(s, i);
}

static bool find_state(const struct series *s, enum series_state state,
		       const struct series_step **ret_step,
		       enum series_column *ret_column, size_t *ret_nr)
{
	*ret_nr = 0;
	for (size_t i = 0; i < s->nr; i++)
		for (int c = 0; c < SERIES_COLUMNS_NR; c++) {
			if (s->steps[i].cells[c].state != state)
				continue;
			if ((*ret_nr)++)
				continue;
			*ret_step = &s->steps[i];
			*ret_column = c;
		}
	return *ret_nr;
}

enum outcome series_conclude(const struct series *s, struct text *sentence)
{
	const struct series_step *step = NULL;
	enum series_column column = 0;
	bool broken;
	size_t nr;

	broken = find_state(s, SERIES_BROKEN, &step, &column, &nr);
	if (!broken && !find_state(s, SERIES_NOT_RUN, &step, &column, &nr)) {
		bool whole = s->nr == s->patches;

		text_printf(sentence,
			    "%s%zu patch%s, each on its own, from "
			    "applying to verdicts",
			    whole ? "all " : "", s->nr, s->nr == 1 ? "" : "es");
		if (!whole)
			text_printf(sentence, "; the series has %u",
				    s->patches);
		return s->nr ? OUTCOME_PASS : OUTCOME_RIG_ERROR;
	}
	text_printf(sentence, "patch %02u: %s: %s", step->number,
		    columns[column].name,
		    step->cells[column].detail ?: step->cells[column].text);
	if (nr > 1)
		text_printf(sentence, " (and %zu other cell%s)", nr - 1,
			    nr > 2 ? "s" : "");
	if (broken && column == SERIES_BOOTS && step->outcome != OUTCOME_PASS)
		return step->outcome;
	return broken ? columns[column].outcome : OUTCOME_RIG_ERROR;
}
