// SPDX-License-Identifier: GPL-2.0-only
#include "evidence.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "decode.h"
#include "fallback.h"
#include "history.h"
#include "keyfile.h"
#include "pace.h"
#include "planned.h"
#include "result.h"
#include "rundir.h"
#include "swap.h"

/* Of all boots: an excuse that one needed was needed. */
static void find_excuses(struct result *result, const struct splats *splats)
{
	struct text *found = &result->found[FINDING_EXPIRED];

	for (size_t i = 0; i < splats->allow.nr; i++) {
		const struct splat_rule *rule = &splats->allow.rules[i];

		if (rule->expired && !found->bytes)
			text_printf(found,
				    "splats.allow:%d: the excuse '%s' expired "
				    "on %s: renew it or take it out",
				    rule->line, rule->pattern, rule->expiry);
		else if (!rule->expired && !rule->used)
			result_warn(result,
				    "splats.allow:%d: the excuse '%s' was not "
				    "needed",
				    rule->line, rule->pattern);
	}
}

static void note_boot(struct result *result, const struct boot *b)
{
	const char *lost = boot_lost(b);

	result->boots = text_grow(result->boots, result->boots_nr,
				  sizeof(*result->boots));
	result->boots[result->boots_nr++] = (struct result_boot){
		.number = b->number,
		.first = text_dup(b->plan.cases[0].id),
		.cases = b->plan.nr,
		.done = b->session.done,
		.lost = lost ? text_dup(lost) : NULL,
		.again = b->task.again,
		.end = boots_end_name(boot_end(b)),
		.cause = watch_cause_name(b->vm.cause),
		.hang_class =
			b->vm.hang ? hang_class_name(b->vm.hang_class) : NULL,
		.hang = b->vm.hang ? text_dup(b->vm.hang) : NULL,
		.boot_ms = b->vm.boot_ms,
		.boot_allowed_ms = b->vm.timing.boot_ms,
		.factor = b->vm.timing.factor,
		.cases_ms = b->vm.cases_ms,
	};
}

/* What was seen in it, of the cases that began. */
static void take_cases(struct result *result, struct boot *b)
{
	size_t i = 0;

	for (; i < b->plan.nr && b->session.seen[i].started; i++) {
		size_t index = b->task.first + i;
		struct attempt attempt;

		boot_judge(b, &result->manifest, index, &attempt);
		attempts_add(&result->attempts[index], &attempt);
		SWAP(result->session.seen[index], b->session.seen[i]);
	}
	if (b->task.again && !i)
		result->attempts[b->task.first].vain = b->number;
}

/* An end that nothing follows tells of itself, but not of what was lost before. */
static const char *why_not(const struct history *h, enum boots_step step,
			   const struct attempts *a)
{
	if (step == BOOTS_STOPPED && a->nr && a->list[0].boot < h->nr)
		return "the end of a later boot was the run's";
	return boots_why(step);
}

/* After its cases are judged: who spoke goes with what was seen. */
static void take_hello(struct result *result, struct boot *b)
{
	if (result->session.has_hello || !b->session.has_hello)
		return;
	SWAP(result->session.hello, b->session.hello);
	SWAP(result->session.has_hello, b->session.has_hello);
}

/* They go over, with the first crash of all. */
static void take_splats(struct result *result, struct boot *b)
{
	struct transcript *t = &b->transcript;

	for (size_t i = 0; i < t->splats_nr; i++) {
		result->splats = text_grow(result->splats, result->splats_nr,
					   sizeof(struct splat_report *));
		result->splats[result->splats_nr++] = t->splats[i];
		t->splats[i]->boot = b->number;
	}
	t->splats_nr = 0;
	result->splats_fatal += t->splats_fatal;
	result->splats_unexcused += t->splats_unexcused;
	result->splats_excused += t->splats_excused;
	if (!result->crash)
		result->crash = t->crash;
}

/* The first boot's are the run's; what only a later one shows is told with it. */
static void take_findings(struct result *result, const struct boot *b)
{
	for (int i = 0; i < FINDING_NR; i++) {
		if (!b->found[i].bytes || result->found[i].bytes)
			continue;
		if (b->number > 1)
			text_printf(&result->found[i], "boot %u: ", b->number);
		text_puts(&result->found[i], b->found[i].data);
	}
}

static void warn_of_pace(struct result *result, const struct history *h)
{
	uint32_t most = 0;

	for (size_t i = 0; i < h->nr; i++)
		if (most < h->list[i]->vm.timing.factor)
			most = h->list[i]->vm.timing.factor;
	if (most >= PACE_NOTABLE)
		result_warn(result,
			    "the guest's machine was %s%.1f times slower than "
			    "an idle one, and each limit that much longer",
			    h->nr > 1 ? "up to " : "", pace_tenths(most));
}

static void warn_of_fallback(struct result *result, const struct history *h)
{
	if (!h->fallback)
		return;
	result->degraded =
		text_format("boot %s came to nothing under KVM, and was tried "
			    "again under TCG: %s",
			    result->manifest.fallback_boot,
			    fallback_why(h->fallback));
	result_warn(result, "degraded: %s", result->degraded);
}

static void take_boot(struct result *result, struct boot *b)
{
	note_boot(result, b);
	take_findings(result, b);
	take_cases(result, b);
	take_splats(result, b);
	take_hello(result, b);
	if (b->vm.boot_ms >= 0) {
		phases_add(&result->phases, "boot", b->vm.boot_ms / 1000.0);
		phases_add(&result->phases, "cases", b->vm.cases_ms / 1000.0);
	}
}

/* The last words are those of the boot that the outcome is about, else of the last. */
static void take_words(struct result *result, const struct history *h)
{
	struct boot *of = h->list[h->nr - 1];

	for (int i = 0; i < FINDING_NR; i++) {
		if (!result->found[i].bytes)
			continue;
		for (size_t b = h->nr; b--;)
			if (h->list[b]->found[i].bytes)
				of = h->list[b];
		break;
	}
	for (size_t i = 0; i < of->transcript.tail_nr; i++)
		SWAP(result->tail[i], of->transcript.tail[i]);
	SWAP(result->tail_nr, of->transcript.tail_nr);
	result->qemu_said = vm_report_said(&of->vm);
}

static int read_phases(const struct rundir *d, struct result *result,
		       struct text *why)
{
	CLEANUP_FREE char *path = rundir_path(d, "phases");

	return rundir_has(d, "phases") ? phases_read(path, &result->phases, why)
				       : 0;
}

static int read_facts(const struct rundir *d, struct result *result,
		      struct text *why)
{
	CLEANUP_FREE char *path = rundir_path(d, "kernel.facts");

	return keyfile_read(path, &result->facts, why);
}

/* A run that ended before there was a VM; no planned case was run. */
static int read_failed(const struct rundir *d, struct result *result,
		       struct text *why)
{
	const struct manifest *m = &result->manifest;
	int err = rundir_has(d, "plan") ? planned_read(d, result, why) : 0;

	if (!err && rundir_has(d, "kernel.facts"))
		err = read_facts(d, result, why);
	if (!err)
		err = read_phases(d, result, why);
	if (!err && result->plan.nr)
		result_judge(result);

	if (!outcome_parse(m->failed_outcome, &result->outcome) ||
	    result->outcome == OUTCOME_PASS)
		result->outcome = OUTCOME_RIG_ERROR;
	result->sentence =
		text_format("%s%s%s", m->failed_phase ?: "",
			    m->failed_phase ? ": " : "",
			    m->failed_reason ?: "it is not known why");
	return err;
}

/* All boots that there must be, and no others. */
static int read_boots(struct history *h, struct result *result,
		      struct text *why)
{
	struct text *failure = &result->found[FINDING_FAILURE];
	const struct manifest *m = &result->manifest;
	enum boots_step step;
	struct boots_task task;
	int err = 0;

	while (!err && (step = history_next(h, &task)) == BOOTS_GO &&
	       history_has(h))
		err = history_read(h, why);
	if (!err && !h->nr) {
		text_printf(why, "%s: there was no case", h->dir->path);
		err = -EINVAL;
	}
	if (!err && !history_is_all(h, why))
		err = -EINVAL;
	if (err)
		return err;
	if (m->failed_outcome)
		text_puts(failure, m->failed_reason ?: "it is not known why");
	else if (step == BOOTS_GO)
		text_puts(failure, EVIDENCE_UNFINISHED);
	warn_of_fallback(result, h);
	for (size_t i = 0; i < h->nr; i++)
		take_boot(result, h->list[i]);
	warn_of_pace(result, h);
	for (size_t i = 0; i < result->plan.nr; i++)
		result->attempts[i].why_not =
			why_not(h, step, &result->attempts[i]);
	if (h->list[0]->vm.started)
		find_excuses(result, &h->splats);
	return decode_read(h->dir, result, why);
}

/*
 * The outcome is about one finding; what else was found of what the guest or
 * the rig did wrong is told as well. Cases and splats have their own lists.
 */
static void warn_of_rest(struct result *result, const struct history *h)
{
	static const enum finding of[] = {
		FINDING_FAILURE, FINDING_INTERRUPTED, FINDING_IDENTITY,
		FINDING_CHANNEL, FINDING_RUNNER,      FINDING_HANG,
		FINDING_QEMU,
	};

	for (size_t i = 0; i < h->nr; i++) {
		const struct boot *b = h->list[i];

		for (size_t k = 0; k < sizeof(of) / sizeof(of[0]); k++) {
			const char *found = b->found[of[k]].data;
			CLEANUP_FREE char *told =
				text_format("boot %u: %s", b->number, found);

			if (b->found[of[k]].bytes &&
			    strcmp(result->sentence,
				   b->number > 1 ? told : found) != 0)
				result_warn(result, "%s", told);
		}
	}
}

/* A run that had a VM. */
static int read_run(const struct rundir *d, struct history *h,
		    struct result *result, struct text *why)
{
	int err = planned_read(d, result, why);

	if (!err)
		err = read_facts(d, result, why);
	if (!err)
		err = read_phases(d, result, why);
	if (!err)
		err = history_init(h, d, &result->plan, &result->manifest,
				   &result->facts, why);
	if (!err)
		err = read_boots(h, result, why);
	if (err)
		return err;
	result_judge(result);
	result_conclude(result);
	warn_of_rest(result, h);
	take_words(result, h);
	return 0;
}

int evidence_read(const struct rundir *d, struct result *ret, struct text *why)
{
	struct history history CLEANUP(history_release) = { 0 };
	struct manifest *m = &ret->manifest;
	int err = manifest_read(d, m, why);

	if (err)
		return err;
	if (rundir_has(d, "vm.json"))
		return read_run(d, &history, ret, why);
	if (!m->failed_outcome) {
		manifest_set(&m->failed_outcome,
			     outcome_name(OUTCOME_RIG_ERROR));
		manifest_set(&m->failed_reason, EVIDENCE_UNFINISHED);
	}
	return read_failed(d, ret, why);
}
