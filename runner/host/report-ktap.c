// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "report.h"
#include "result.h"

/*
 * KTAP version 1, as the kernel's tools parse it: a test for each object, in
 * it a subtest for each program, and a last test for the run itself, so that a
 * crash or a splat is not green either. What was not run is not ok: SKIP would
 * count as a success.
 */
static size_t count_of_object(const struct result *r, size_t first)
{
	size_t bytes, next_bytes, n = first;

	report_split_id(r->plan.cases[first].id, &bytes);
	for (; n < r->plan.nr; n++) {
		report_split_id(r->plan.cases[n].id, &next_bytes);
		if (next_bytes != bytes ||
		    memcmp(r->plan.cases[n].id, r->plan.cases[first].id,
			   bytes) != 0)
			break;
	}
	return n - first;
}

static bool put_object(const struct result *r, size_t first, size_t nr,
		       const char *lead, struct text *out)
{
	struct text inner CLEANUP_TEXT = TEXT_INIT;
	bool ok = true;
	size_t bytes;

	text_printf(&inner, "%s    # ", lead);
	report_split_id(r->plan.cases[first].id, &bytes);
	text_printf(out,
		    "%s    KTAP version 1\n%s    # Subtest: %.*s\n"
		    "%s    1..%zu\n",
		    lead, lead, (int)bytes, r->plan.cases[first].id, lead, nr);
	for (size_t i = first; i < first + nr; i++) {
		const struct judgement *j = &r->judgements[i];
		bool passed = j->verdict == VERDICT_PASS;

		if (!passed)
			text_printf(out, "%s    # %s: %s\n", lead,
				    verdict_name(j->verdict), j->sentence.data);
		report_splats_put(r, r->plan.cases[i].id, inner.data, out);
		text_printf(out, "%s    %sok %zu %s\n", lead,
			    passed ? "" : "not ", i - first + 1,
			    report_split_id(r->plan.cases[i].id, &bytes));
		ok = ok && passed;
	}
	return ok;
}

void report_ktap_put_tests(const struct result *r, const char *lead,
			   struct text *out)
{
	size_t cases = r->judgements ? r->plan.nr : 0;
	struct text comment CLEANUP_TEXT = TEXT_INIT;
	size_t objects = 0, number = 0;

	for (size_t i = 0; i < cases; i += count_of_object(r, i))
		objects++;
	text_printf(out, "%s1..%zu\n", lead, objects + 1);
	for (size_t i = 0; i < cases;) {
		size_t nr = count_of_object(r, i), bytes;
		bool ok = put_object(r, i, nr, lead, out);

		report_split_id(r->plan.cases[i].id, &bytes);
		text_printf(out, "%s%sok %zu %.*s\n", lead, ok ? "" : "not ",
			    ++number, (int)bytes, r->plan.cases[i].id);
		i += nr;
	}
	text_printf(&comment, "%s# ", lead);
	report_splats_put(r, NULL, comment.data, out);
	text_printf(out, "%s# %s: %s\n", lead, outcome_name(r->outcome),
		    r->sentence);
	text_printf(out, "%s%sok %zu run\n", lead,
		    r->outcome == OUTCOME_PASS ? "" : "not ", ++number);
}

int report_ktap_put(const struct result *r, struct text *out)
{
	text_puts(out, "KTAP version 1\n");
	report_ktap_put_tests(r, "", out);
	return 0;
}
