// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "report.h"
#include "result.h"
#include "xml.h"

#define LOG_TAIL_BYTES (16 * 1024) /* logs/ holds the whole */

static void put_seconds(struct xml *x, double seconds)
{
	char number[32];

	snprintf(number, sizeof(number), "%.6f", seconds);
	xml_attribute(x, "time", number);
}

/* On whatever else the case came to; readers show it with the case. */
static void put_splats(struct xml *x, const struct result *r, const char *id)
{
	struct text splats CLEANUP_TEXT = TEXT_INIT;

	report_splats_put(r, id, "", &splats);
	if (splats.bytes)
		xml_element(x, "system-err", splats.data);
}

static void put_case(struct xml *x, const struct result *r, size_t i)
{
	const struct judgement *j = &r->judgements[i];
	const struct observation *seen = &r->session.seen[i];
	struct text class_name CLEANUP_TEXT = TEXT_INIT;
	size_t bytes;
	const char *program = report_split_id(r->plan.cases[i].id, &bytes);

	text_put(&class_name, r->plan.cases[i].id, bytes);
	xml_open(x, "testcase");
	xml_attribute(x, "classname", class_name.data);
	xml_attribute(x, "name", program);
	put_seconds(x, (double)seen->elapsed_us / 1e6);
	if (j->verdict != VERDICT_PASS) {
		struct text log CLEANUP_TEXT = TEXT_INIT;
		size_t skip = 0;

		/* readers know failure and error; what did not run is one */
		xml_open(x, j->verdict == VERDICT_FAIL ? "failure" : "error");
		xml_attribute(x, "type", verdict_name(j->verdict));
		xml_attribute(x, "message", j->sentence.data);
		if (seen->verifier_log.bytes > LOG_TAIL_BYTES)
			skip = seen->verifier_log.bytes - LOG_TAIL_BYTES;
		text_put_clean(&log, seen->verifier_log.data + skip,
			       seen->verifier_log.bytes - skip);
		xml_text(x, log.data);
		xml_close(x);
	}
	put_splats(x, r, r->plan.cases[i].id);
	xml_close(x);
}

/* The run itself is a case too: a crash or a splat must not be green. */
static void put_run(struct xml *x, const struct result *r)
{
	xml_open(x, "testcase");
	xml_attribute(x, "classname", "rig");
	xml_attribute(x, "name", "run");
	put_seconds(x, 0);
	if (r->outcome != OUTCOME_PASS) {
		xml_open(x, "error");
		xml_attribute(x, "type", outcome_name(r->outcome));
		xml_attribute(x, "message", r->sentence);
		xml_close(x);
	}
	put_splats(x, r, NULL);
	xml_close(x);
}

void report_junit_put_suite(const struct result *r, struct xml *x)
{
	size_t cases = r->judgements ? r->plan.nr : 0;
	struct text name CLEANUP_TEXT = TEXT_INIT;

	text_printf(&name, "%s %s", r->manifest.arch, r->manifest.variant);
	if (r->manifest.shard)
		text_printf(&name, " %s", r->manifest.shard);
	xml_open(x, "testsuite");
	xml_attribute(x, "name", name.data);
	if (r->manifest.started)
		xml_attribute(x, "timestamp", r->manifest.started);
	xml_number(x, "tests", cases + 1);
	xml_number(x, "failures", r->counts[VERDICT_FAIL]);
	xml_number(x, "errors",
		   cases - r->counts[VERDICT_PASS] - r->counts[VERDICT_FAIL] +
			   (r->outcome != OUTCOME_PASS));
	xml_number(x, "skipped", 0);
	for (size_t i = 0; i < cases; i++)
		put_case(x, r, i);
	put_run(x, r);
	xml_close(x);
}

int report_junit_put(const struct result *r, struct text *out)
{
	struct xml x;

	xml_init(&x);
	xml_declare(&x);
	xml_open(&x, "testsuites");
	report_junit_put_suite(r, &x);
	xml_close(&x);
	return xml_finish(&x, out);
}
