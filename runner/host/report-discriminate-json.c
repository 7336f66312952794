// SPDX-License-Identifier: GPL-2.0-only
#include <assert.h>
#include <errno.h>
#include <jansson.h>
#include <string.h>

#include "discriminate.h"
#include "report-discriminate.h"
#include "report-json.h"
#include "text.h"

static const char *const marks[] = {
	[MARK_NONE] = "none",
	[MARK_LOADS] = "loads",
	[MARK_REFUSED] = "refused",
	[MARK_MISSED] = "missed",
};

static_assert(sizeof(marks) / sizeof(marks[0]) == MARK_NR,
	      "every mark has a name");

static json_t *lines_json(const char *lines)
{
	json_t *list = json_array();

	for (const char *at = lines; at && *at;) {
		size_t len = strcspn(at, "\n");

		json_array_append_new(list, json_stringn(at, len));
		at += len + !!at[len];
	}
	return list;
}

static json_t *mutant_json(const struct discriminate_run *run)
{
	json_t *names = json_array(), *words = json_array();

	for (size_t i = 0; i < run->mutant.caught_by_nr; i++) {
		const struct mutant_catch *c = &run->mutant.caught_by[i];

		json_array_append_new(names, json_string(c->id));
		json_array_append_new(words, json_string(c->words));
	}
	return json_pack("{s:s, s:s, s:s, s:o, s:o, s:o, s:s, s:s*, s:s*}",
			 "subject", run->mutant.subject, "fate",
			 discriminate_fate_name(run), "sentence",
			 run->sentence ?: "", "names", names, "words", words,
			 "caught_by", lines_json(run->caught), "ends_in",
			 outcome_name(run->mutant.ends_in), "gate", run->gate,
			 "gate_says", run->gate_says);
}

static json_t *run_json(const struct discriminate_run *run)
{
	const struct account *a = &run->account;
	json_t *json = json_pack("{s:s, s:s, s:s, s:s, s:b, s:f, s:f}",
				 "variant", a->variant, "run", a->run,
				 "outcome", outcome_name(a->outcome),
				 "sentence", a->sentence, "reused", run->reused,
				 "kernel_s", a->build_s, "vm_s", a->vm_s);

	if (json && run->is_mutant &&
	    json_object_set_new(json, "mutant", mutant_json(run))) {
		json_decref(json);
		return NULL;
	}
	return json;
}

static json_t *case_json(const struct discrimination *d, size_t c)
{
	const struct account_case *row = &d->patched->cases[c];
	json_t *kernels = json_object();

	for (size_t i = 0; i < d->nr; i++)
		json_object_set_new(kernels, d->runs[i].account.variant,
				    json_string(marks[discriminate_mark(
					    &d->runs[i], row->id)]));
	return json_pack("{s:s, s:s, s:s*, s:o}", "id", row->id, "worth",
			 discriminate_worth_name(d->worths[c]), "invariant",
			 row->invariant, "kernels", kernels);
}

static json_t *faults_json(const struct discrimination *d)
{
	json_t *list = json_array();

	for (size_t i = 0; i < d->faults_nr; i++)
		json_array_append_new(
			list, json_pack("{s:s, s:s}", "outcome",
					outcome_name(d->faults[i].outcome),
					"sentence", d->faults[i].sentence));
	return list;
}

int report_discriminate_json(const struct discrimination *d, struct text *out)
{
	json_t *runs = json_array(), *cases = json_array();
	json_t *json;
	int err = 0;

	for (size_t i = 0; i < d->nr; i++)
		if (json_array_append_new(runs, run_json(&d->runs[i])))
			err = -EINVAL;
	for (size_t c = 0; d->patched && c < d->patched->nr; c++)
		if (json_array_append_new(cases, case_json(d, c)))
			err = -EINVAL;
	json = json_pack("{s:i, s:s, s:i, s:s, s:b, s:I, s:I, s:o, s:o, s:o}",
			 "format", 1, "outcome", outcome_name(d->outcome),
			 "exit", outcome_exit(d->outcome), "sentence",
			 d->sentence, "whole", d->whole, "mutants",
			 (json_int_t)d->mutants, "killed",
			 (json_int_t)d->killed, "faults", faults_json(d),
			 "runs", runs, "cases", cases);
	if (err) {
		json_decref(json);
		json = NULL;
	}
	return report_json_dump(json, out);
}
