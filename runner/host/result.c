// SPDX-License-Identifier: GPL-2.0-only
#include "result.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void result_init(struct result *r)
{
	*r = (struct result){ .outcome = OUTCOME_RIG_ERROR };
}

void result_release(struct result *r)
{
	for (size_t i = 0; r->judgements && i < r->plan.nr; i++)
		text_release(&r->judgements[i].sentence);
	free(r->judgements);
	/* the session looks into the plan */
	if (r->session.plan)
		session_release(&r->session);
	plan_release(&r->plan);
	for (size_t i = 0; i < r->splats_nr; i++) {
		free(r->splats[i].text);
		free(r->splats[i].excuse);
	}
	free(r->splats);
	for (size_t i = 0; i < r->tail_nr; i++)
		free(r->tail[i]);
	for (size_t i = 0; i < r->warnings_nr; i++)
		free(r->warnings[i]);
	free(r->warnings);
	free(r->crash);
	free(r->qemu_said);
	free(r->sentence);
	manifest_release(&r->manifest);
	phases_release(&r->phases);
	*r = (struct result){ 0 };
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

	for (size_t i = 0; i < nr; i++)
		before += result_expected(r, i) == &r->plan.cases[i].before;
	if (before)
		return text_format("all %zu cases met their expectation, %zu "
				   "of them that of baseline",
				   nr, before);
	if (nr == 1)
		return text_dup("1 case met its expectation");
	return text_format("all %zu cases met their expectation", nr);
}

bool result_is_surprise(const struct result *r, size_t index)
{
	return r->judgements[index].verdict != VERDICT_PASS;
}
