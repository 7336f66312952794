// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <jansson.h>

#include "bisect-answer.h"
#include "report-json.h"
#include "text.h"

static const char *request(const struct bisect *b, const char *key)
{
	return keyfile_get(&b->request, key) ?: "";
}

static json_t *step_json(const struct bisect *b, const struct bisect_step *s)
{
	struct bisect_counts c = bisect_count(b, s->place, s->commit);

	return json_pack("{s:s, s:s, s:s, s:s, s:f, s:f, s:{s:i, s:i, s:i}, "
			 "s:s, s:s, s:s}",
			 "place", bisect_place_name(s->place), "commit",
			 s->commit, "subject", s->subject, "verdict",
			 bisect_word_name(s->word), "error", s->error,
			 "seconds", s->seconds, "trials", "failed", c.fails,
			 "passed", c.passes, "otherwise", c.others, "reason",
			 s->sentence, "kernel", s->key, "run", s->run);
}

int bisect_json_put(const struct bisect *b, const struct bisect_answer *a,
		    struct text *out)
{
	const struct symptom *reference = bisect_reference(b);
	json_t *steps = json_array();
	json_t *json;

	for (size_t i = 0; i < b->steps_nr; i++)
		if (json_array_append_new(steps, step_json(b, &b->steps[i])))
			return report_json_dump(NULL, out);
	json = json_pack(
		"{s:i, s:b, s:s, s:s, s:f, s:s, s:s, s:s, s:s, s:s, s:s, "
		"s:s, s:s, s:s, s:s, s:s, s:o, s:s, s:s, s:s, s:s, "
		"s:s, s:s}",
		"format", 1, "sure", a->is_sure, "sentence", a->sentence,
		"heading", a->heading, "confidence", a->confidence, "commit",
		a->commit, "parent", a->parent, "subject", a->subject, "others",
		a->others, "test", b->test, "arch", request(b, "arch"),
		"origin", request(b, "origin"), "good", request(b, "good"),
		"bad", request(b, "bad"), "fixed", request(b, "fixed"), "fails",
		reference ? reference->line : "", "steps", steps, "diff",
		a->diff, "before", a->before, "after", a->after, "mode",
		request(b, "mode"), "changed", a->changed, "earlier",
		a->earlier);
	return report_json_dump(json, out);
}
