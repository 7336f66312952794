// SPDX-License-Identifier: GPL-2.0-only
#include "result.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "boot.h"

void result_init(struct result *r)
{
	*r = (struct result){ .outcome = OUTCOME_RIG_ERROR };
	for (int i = 0; i < FINDING_NR; i++)
		text_init(&r->found[i]);
}

void result_begin(struct result *r)
{
	session_init(&r->session, &r->plan);
	r->attempts = text_alloc(r->plan.nr, sizeof(*r->attempts));
}

void result_boot_release(struct result_boot *b)
{
	free(b->shard);
	free(b->first);
	free(b->lost);
	free(b->hang);
	*b = (struct result_boot){ 0 };
}

char *result_boot_blackbox(const struct result_boot *b)
{
	return boot_file(b->number, "blackbox.txt");
}

const struct result_boot *result_next_hang(const struct result *r,
					   const struct result_boot *b)
{
	for (size_t i = b ? b - r->boots + 1 : 0; i < r->boots_nr; i++)
		if (r->boots[i].hang)
			return &r->boots[i];
	return NULL;
}

char *result_say_hang(const struct result_boot *b)
{
	return text_format("Black box of boot %u: %s: %s", b->number,
			   b->hang_class, b->hang);
}

void result_release(struct result *r)
{
	for (size_t i = 0; r->attempts && i < r->plan.nr; i++)
		attempts_release(&r->attempts[i]);
	free(r->attempts);
	for (size_t i = 0; i < r->boots_nr; i++)
		result_boot_release(&r->boots[i]);
	free(r->boots);
	for (size_t i = 0; r->judgements && i < r->plan.nr; i++)
		text_release(&r->judgements[i].sentence);
	free(r->judgements);
	/* the session looks into the plan */
	if (r->session.plan)
		session_release(&r->session);
	plan_release(&r->plan);
	plan_release(&r->whole);
	for (size_t i = 0; i < r->splats_nr; i++)
		splat_free(r->splats[i]);
	free(r->splats);
	for (size_t i = 0; i < r->tail_nr; i++)
		free(r->tail[i]);
	for (size_t i = 0; i < r->warnings_nr; i++)
		free(r->warnings[i]);
	free(r->warnings);
	free(r->qemu_said);
	free(r->degraded);
	for (int i = 0; i < FINDING_NR; i++)
		text_release(&r->found[i]);
	free(r->sentence);
	keyfile_release(&r->facts);
	manifest_release(&r->manifest);
	phases_release(&r->phases);
	*r = (struct result){ 0 };
}

const struct plan *result_whole(const struct result *r)
{
	return r->whole.nr ? &r->whole : &r->plan;
}

void result_warn(struct result *r, const char *format, ...)
{
	struct text t = TEXT_INIT;
	va_list args;

	va_start(args, format);
	text_vprintf(&t, format, args);
	va_end(args);
	r->warnings =
		text_grow(r->warnings, r->warnings_nr, sizeof(*r->warnings));
	r->warnings[r->warnings_nr++] = text_take(&t);
}

/* One sentence for all that did not meet their expectation. */
static void find_cases(struct result *r)
{
	struct text *found = &r->found[FINDING_CASES];
	size_t bad = 0, first = 0;

	for (size_t i = 0; i < r->plan.nr; i++) {
		if (!result_is_surprise(r, i))
			continue;
		/* what the kernel did, rather than what follows from it */
		if (!bad++ || (r->judgements[i].verdict == VERDICT_FAIL &&
			       r->judgements[first].verdict != VERDICT_FAIL))
			first = i;
	}
	if (!bad)
		return;
	text_puts(found, r->plan.cases[first].id);
	if (bad > 1)
		text_printf(found, " and %zu other%s", bad - 1,
			    bad > 2 ? "s" : "");
	text_printf(found, ": %s", r->judgements[first].sentence.data);
}

void result_judge(struct result *r)
{
	r->judgements = text_alloc(r->plan.nr, sizeof(*r->judgements));
	for (size_t i = 0; i < r->plan.nr; i++) {
		text_init(&r->judgements[i].sentence);
		attempts_judge(&r->attempts[i], &r->judgements[i]);
	}
	judge_twins(&r->plan, r->judgements);
	for (size_t i = 0; i < r->plan.nr; i++)
		r->counts[r->judgements[i].verdict]++;
	if (!r->plan.nr)
		text_puts(&r->found[FINDING_FAILURE], "there was no case");
	else
		find_cases(r);
}

void result_conclude(struct result *r)
{
	const char *found[FINDING_NR] = { NULL };
	struct conclusion c;

	for (int i = 0; i < FINDING_NR; i++)
		if (r->found[i].bytes)
			found[i] = r->found[i].data;
	c = conclusion_draw(found);
	r->outcome = c.outcome;
	r->sentence = c.sentence ? text_dup(c.sentence) : result_say_met(r);
}

/*
 * Ids come from file names and C names that we read ourselves, never from the
 * guest; still only plain characters become part of a path. Whatever else is
 * in an id is spelt out, '%' too, so no two cases share a log.
 */
char *result_log_name(const struct plan_case *c)
{
	struct text t = TEXT_INIT;

	text_puts(&t, "logs/");
	for (const char *at = c->id; *at; at++) {
		if (isalnum((unsigned char)*at) || strchr("_-", *at) ||
		    (strchr("./", *at) && t.data[t.bytes - 1] != '/'))
			text_putc(&t, *at);
		else
			text_printf(&t, "%%%02x", (unsigned char)*at);
	}
	text_puts(&t, ".log");
	return text_take(&t);
}

const char *result_expected_as(const struct result *r, size_t index)
{
	const char *variant = r->manifest.variant;

	if (r->plan.cases[index].has_before)
		return r->judgements[index].as;
	return strchr(variant, '/') ? "patched" : variant;
}

const struct expect *result_expected(const struct result *r, size_t index)
{
	const char *as = r->judgements[index].as;
	const struct plan_case *c = &r->plan.cases[index];

	return as && strcmp(as, "baseline") == 0 ? &c->before : &c->expect;
}

char *result_say_met(const struct result *r)
{
	size_t nr = r->plan.nr, before = 0;
	struct text t = TEXT_INIT;

	for (size_t i = 0; i < nr; i++)
		before += result_expected(r, i) == &r->plan.cases[i].before;
	text_printf(&t, nr == 1 ? "%zu case" : "all %zu cases", nr);
	if (r->manifest.shard)
		text_printf(&t, " of shard %s", r->manifest.shard);
	text_printf(&t, " met %s expectation", nr == 1 ? "its" : "their");
	if (before)
		text_printf(&t, ", %zu of them that of baseline", before);
	return text_take(&t);
}

bool result_is_surprise(const struct result *r, size_t index)
{
	return r->judgements[index].verdict != VERDICT_PASS;
}

bool result_splat_is_in(const struct result *r, size_t splat, const char *id)
{
	const struct splat_report *s = r->splats[splat];

	return s->when == SPLAT_CASE && !strcmp(s->id, id);
}
