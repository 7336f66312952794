// SPDX-License-Identifier: GPL-2.0-only
#include "discriminate.h"

#include <assert.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static const char *const fates[] = {
	[FATE_KILLED] = "KILLED",	[FATE_SURVIVED] = "SURVIVED",
	[FATE_ELSEWHERE] = "ELSEWHERE", [FATE_OTHER_WORDS] = "OTHER_WORDS",
	[FATE_OTHER_END] = "OTHER_END", [FATE_NO_CASE] = "NO_SUCH_CASE",
	[FATE_NOT_RUN] = "NOT_RUN",
};

static_assert(sizeof(fates) / sizeof(fates[0]) == FATE_NR,
	      "every fate has a name");

static const char *const worths[] = {
	[WORTH_CHANGES] = "changes", [WORTH_INVARIANT] = "invariant",
	[WORTH_VACUOUS] = "VACUOUS", [WORTH_MARKED_WRONGLY] = "NOT_INVARIANT",
	[WORTH_UNKNOWN] = "unknown",
};

static_assert(sizeof(worths) / sizeof(worths[0]) == WORTH_NR,
	      "every worth has a name");

/* From what says nothing of any kernel to what says something of a case. */
static const enum outcome worst_first[] = {
	OUTCOME_RIG_ERROR,    OUTCOME_PATCH_FAIL, OUTCOME_BUILD_FAIL,
	OUTCOME_GATE_FAIL,    OUTCOME_HANG,	  OUTCOME_KERNEL_CRASH,
	OUTCOME_KERNEL_SPLAT, OUTCOME_TEST_FAIL,
};

static_assert(sizeof(worst_first) / sizeof(worst_first[0]) == OUTCOME_USAGE - 1,
	      "all outcomes but PASS have their place");

const char *discriminate_fate_name(const struct discriminate_run *run)
{
	return run->fate == FATE_NOT_RUN ? outcome_name(run->account.outcome)
					 : fates[run->fate];
}

const char *discriminate_worth_name(enum worth worth)
{
	return worths[worth];
}

bool discriminate_names(const struct discriminate_run *run, const char *id)
{
	for (size_t i = 0; i < run->mutant.caught_by_nr; i++)
		if (!strcmp(run->mutant.caught_by[i].id, id))
			return true;
	return false;
}

/* Did the run come to where a case's verdict says something of the kernel? */
static bool is_evidence(const struct account *a)
{
	switch (a->outcome) {
	case OUTCOME_PASS:
	case OUTCOME_TEST_FAIL:
	case OUTCOME_KERNEL_CRASH:
	case OUTCOME_KERNEL_SPLAT:
	case OUTCOME_HANG:
		return true;
	default:
		return false;
	}
}

/* Did the guest of a run that ended as stated end in that very case, and again? */
static bool ended_in(const struct discriminate_run *run,
		     const struct account_case *c)
{
	if (run->account.outcome != run->mutant.ends_in)
		return false;
	return run->mutant.ends_in == OUTCOME_KERNEL_CRASH
		       ? c->verdict == VERDICT_CRASH
		       : run->mutant.ends_in == OUTCOME_HANG &&
				 c->verdict == VERDICT_HANG;
}

enum mark discriminate_mark(const struct discriminate_run *run, const char *id)
{
	const struct account_case *c = account_find(&run->account, id);

	if (!c || !is_evidence(&run->account))
		return MARK_NONE;
	if (run->is_mutant && ended_in(run, c))
		return MARK_MISSED;
	switch (c->verdict) {
	case VERDICT_PASS:
		return c->loaded ? MARK_LOADS : MARK_REFUSED;
	case VERDICT_FAIL:
		return MARK_MISSED;
	default:
		return MARK_NONE;
	}
}

__attribute__((format(printf, 3, 4))) static void
fault(struct discrimination *d, enum outcome outcome, const char *format, ...)
{
	struct text t = TEXT_INIT;
	va_list args;

	va_start(args, format);
	text_vprintf(&t, format, args);
	va_end(args);
	d->faults = text_grow(d->faults, d->faults_nr, sizeof(*d->faults));
	d->faults[d->faults_nr++] =
		(struct discriminate_fault){ outcome, text_take(&t) };
}

static bool catches(const struct discriminate_run *run,
		    const struct account_case *c)
{
	return c->verdict == VERDICT_FAIL || ended_in(run, c);
}

/* Writes down all that caught it; the first named case that did not, or NULL. */
static const char *collect_caught(struct discriminate_run *run)
{
	struct text t = TEXT_INIT;

	for (size_t i = 0; i < run->account.nr; i++)
		if (catches(run, &run->account.cases[i]))
			text_printf(&t, "%s\n", run->account.cases[i].id);
	run->caught = text_take(&t);
	for (size_t i = 0; i < run->mutant.caught_by_nr; i++) {
		const char *id = run->mutant.caught_by[i].id;

		if (!catches(run, account_find(&run->account, id)))
			return id;
	}
	return NULL;
}

static const char *absent_case(const struct discriminate_run *run)
{
	for (size_t i = 0; i < run->mutant.caught_by_nr; i++)
		if (!account_find(&run->account, run->mutant.caught_by[i].id))
			return run->mutant.caught_by[i].id;
	return NULL;
}

static bool says(const struct discriminate_run *run,
		 const struct mutant_catch *m)
{
	const struct account_case *c = account_find(&run->account, m->id);

	return strstr(c->sentence, m->words) ||
	       (c->log && strstr(c->log, m->words));
}

/* The first of the named, all of which caught it, that says other words. */
static const struct mutant_catch *
caught_otherwise(const struct discriminate_run *run)
{
	for (size_t i = 0; i < run->mutant.caught_by_nr; i++)
		if (!says(run, &run->mutant.caught_by[i]))
			return &run->mutant.caught_by[i];
	return NULL;
}

/* The fate, and why in `t`. */
static enum fate fate_of(struct discriminate_run *run, struct text *t)
{
	const struct account *a = &run->account;
	const struct mutant_catch *otherwise;
	const char *missing;

	if (!is_evidence(a)) {
		text_printf(t, "it kills nothing: %s", a->sentence);
		return FATE_NOT_RUN;
	}
	missing = absent_case(run);
	if (missing) {
		text_printf(t, "it names %s, and there is no such case",
			    missing);
		return FATE_NO_CASE;
	}
	missing = collect_caught(run);
	if (!*run->caught && a->outcome == OUTCOME_PASS) {
		text_puts(t, "every case met its expectation");
		return FATE_SURVIVED;
	}
	if (a->outcome != run->mutant.ends_in &&
	    (a->outcome != OUTCOME_TEST_FAIL || *run->caught)) {
		text_printf(t, "the run ended in %s, the mutant says %s: %s",
			    outcome_name(a->outcome),
			    outcome_name(run->mutant.ends_in), a->sentence);
		return FATE_OTHER_END;
	}
	if (missing) {
		text_printf(t, "%s did not catch it: %s", missing,
			    account_find(a, missing)->sentence);
		return *run->caught ? FATE_ELSEWHERE : FATE_SURVIVED;
	}
	otherwise = caught_otherwise(run);
	if (otherwise) {
		text_printf(t, "%s caught it, but does not say '%s': %s",
			    otherwise->id, otherwise->words,
			    account_find(a, otherwise->id)->sentence);
		return FATE_OTHER_WORDS;
	}
	text_puts(t, account_find(a, run->mutant.caught_by[0].id)->sentence);
	return FATE_KILLED;
}

static void judge_mutant(struct discrimination *d, struct discriminate_run *run)
{
	struct text t = TEXT_INIT;

	d->mutants++;
	run->fate = fate_of(run, &t);
	run->sentence = text_take(&t);
	if (run->fate == FATE_KILLED)
		d->killed++;
	else
		fault(d,
		      run->fate == FATE_NOT_RUN ? run->account.outcome
						: OUTCOME_TEST_FAIL,
		      "%s %s: %s", run->account.variant,
		      discriminate_fate_name(run), run->sentence);
}

static void judge_reference(struct discrimination *d,
			    const struct discriminate_run *run)
{
	const struct account *a = &run->account;

	if (a->outcome != OUTCOME_PASS)
		fault(d, a->outcome, "%s: %s", a->variant, a->sentence);
}

/* Was it accepted here and refused there, or not what it states anywhere? */
static bool changes(const struct discrimination *d, const char *id)
{
	bool seen[MARK_NR] = { false };

	for (size_t i = 0; i < d->nr; i++)
		seen[discriminate_mark(&d->runs[i], id)] = true;
	return seen[MARK_MISSED] || (seen[MARK_LOADS] && seen[MARK_REFUSED]);
}

static bool all_ran(const struct discrimination *d)
{
	for (size_t i = 0; i < d->nr; i++)
		if (!is_evidence(&d->runs[i].account))
			return false;
	return d->whole;
}

static void judge_case_worth(struct discrimination *d, size_t i, bool known)
{
	const struct account_case *c = &d->patched->cases[i];
	bool moves = changes(d, c->id);
	enum worth worth = WORTH_UNKNOWN;

	if (moves)
		worth = c->invariant ? WORTH_MARKED_WRONGLY : WORTH_CHANGES;
	else if (c->invariant)
		worth = WORTH_INVARIANT;
	else if (known)
		worth = WORTH_VACUOUS;
	d->worths[i] = worth;
	d->worth_counts[worth]++;
	if (worth == WORTH_VACUOUS)
		fault(d, OUTCOME_TEST_FAIL,
		      "%s is VACUOUS: no kernel made a difference to it",
		      c->id);
	if (worth == WORTH_MARKED_WRONGLY)
		fault(d, OUTCOME_TEST_FAIL,
		      "%s is marked invariant (%s), and changes", c->id,
		      c->invariant);
}

/* All runs are of one arch, of the same objects and thus of the same cases. */
static void check_same(struct discrimination *d)
{
	for (size_t i = 0; i < d->nr; i++) {
		const struct account *a = &d->runs[i].account;

		if (strcmp(a->arch, d->patched->arch))
			fault(d, OUTCOME_RIG_ERROR,
			      "%s ran on %s, patched on %s", a->variant,
			      a->arch, d->patched->arch);
		if (!is_evidence(a) || !is_evidence(d->patched))
			continue;
		if (!a->objects || !d->patched->objects ||
		    strcmp(a->objects, d->patched->objects))
			fault(d, OUTCOME_RIG_ERROR,
			      "%s and patched ran other objects", a->variant);
		if (a->nr != d->patched->nr)
			fault(d, OUTCOME_RIG_ERROR,
			      "%s ran %zu cases, patched %zu", a->variant,
			      a->nr, d->patched->nr);
		for (size_t c = 0; c < d->patched->nr; c++)
			if (!account_find(a, d->patched->cases[c].id))
				fault(d, OUTCOME_RIG_ERROR, "%s did not run %s",
				      a->variant, d->patched->cases[c].id);
	}
}

static void find_references(struct discrimination *d)
{
	static const char *const names[] = { "baseline", "patched", "stock" };

	for (size_t n = 0; n < sizeof(names) / sizeof(names[0]); n++) {
		size_t found = 0;

		for (size_t i = 0; i < d->nr; i++) {
			if (strcmp(d->runs[i].account.variant, names[n]))
				continue;
			found++;
			if (!strcmp(names[n], "patched"))
				d->patched = &d->runs[i].account;
		}
		if (found != 1)
			fault(d, OUTCOME_RIG_ERROR, "there are %zu runs of %s",
			      found, names[n]);
	}
}

static void conclude(struct discrimination *d)
{
	const struct discriminate_fault *first = NULL;
	struct text t = TEXT_INIT;

	for (size_t o = 0; !first && o < OUTCOME_USAGE - 1; o++)
		for (size_t i = 0; !first && i < d->faults_nr; i++)
			if (d->faults[i].outcome == worst_first[o])
				first = &d->faults[i];
	d->outcome = first ? first->outcome : OUTCOME_PASS;
	if (first)
		text_puts(&t, first->sentence);
	else
		text_printf(&t,
			    "%zu of %zu mutants killed by the case they name",
			    d->killed, d->mutants);
	if (d->faults_nr > 1)
		text_printf(&t, " (and %zu more)", d->faults_nr - 1);
	d->sentence = text_take(&t);
}

void discriminate_judge(struct discrimination *d)
{
	bool known = all_ran(d);

	find_references(d);
	if (d->patched) {
		check_same(d);
		for (size_t i = 0; i < d->nr; i++) {
			if (d->runs[i].is_mutant)
				judge_mutant(d, &d->runs[i]);
			else
				judge_reference(d, &d->runs[i]);
		}
		d->worths = text_alloc(d->patched->nr + 1, sizeof(*d->worths));
		for (size_t i = 0; i < d->patched->nr; i++)
			judge_case_worth(d, i, known);
	}
	if (d->whole && !d->mutants)
		fault(d, OUTCOME_RIG_ERROR, "there is no mutant");
	conclude(d);
}

void discriminate_release(struct discrimination *d)
{
	for (size_t i = 0; i < d->nr; i++) {
		account_release(&d->runs[i].account);
		mutant_release(&d->runs[i].mutant);
		free(d->runs[i].gate);
		free(d->runs[i].gate_says);
		free(d->runs[i].caught);
		free(d->runs[i].sentence);
	}
	free(d->runs);
	free(d->worths);
	for (size_t i = 0; i < d->faults_nr; i++)
		free(d->faults[i].sentence);
	free(d->faults);
	free(d->sentence);
	*d = (struct discrimination){ 0 };
}
