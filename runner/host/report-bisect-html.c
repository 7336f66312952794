// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "bisect-answer.h"
#include "cleanup.h"
#include "report.h"
#include "text.h"
#include "xml.h"

/* The runs lie in runs/, beside the report. */
static void put_run(struct xml *x, const char *run)
{
	const char *slash = strrchr(run, '/');
	const char *name = slash ? slash + 1 : run;
	CLEANUP_FREE char *report = text_format("runs/%s/report.html", name);

	xml_open(x, "td");
	if (*name) {
		xml_open(x, "a");
		xml_attribute(x, "href", report);
		xml_text(x, name);
		xml_close(x);
	}
	xml_close(x);
}

static void put_step(struct xml *x, const struct bisect_step *s)
{
	struct text seconds CLEANUP_TEXT = TEXT_INIT;

	text_printf(&seconds, "%.0f s", s->seconds);
	xml_open(x, "tr");
	xml_element(x, "td", bisect_place_name(s->place));
	xml_open(x, "td");
	xml_attribute(x, "title", s->commit);
	xml_text(x, s->subject);
	xml_close(x);
	xml_classed(x, "td",
		    s->word == BISECT_GOOD  ? "v PASS"
		    : s->word == BISECT_BAD ? "v FAIL"
					    : "v",
		    bisect_word_name(s->word));
	xml_element(x, "td", s->sentence);
	xml_classed(x, "td", "n", seconds.data);
	put_run(x, s->run);
	xml_close(x);
}

static void put_steps(struct xml *x, const struct bisect *b)
{
	static const char *const heads[] = { "",       "commit", "verdict",
					     "reason", "time",	 "run" };

	xml_open(x, "table");
	xml_open(x, "tr");
	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++)
		xml_element(x, "th", heads[i]);
	xml_close(x);
	for (size_t i = 0; i < b->steps_nr; i++)
		put_step(x, &b->steps[i]);
	xml_close(x);
}

static void put_log(struct xml *x, const char *name, const char *content)
{
	xml_element(x, "h2", name);
	xml_element(x, "pre", content);
}

int bisect_html_put(const struct bisect *b, const struct bisect_answer *a,
		    struct text *out)
{
	const struct symptom *reference = bisect_reference(b);
	struct xml x;

	xml_init(&x);
	report_html_begin(&x, a->sentence);
	xml_classed(&x, "h1", a->is_sure ? "PASS" : "bad", b->test);
	xml_element(&x, "p", a->sentence);
	xml_element(&x, "p", a->heading);
	xml_element(&x, "p", reference ? reference->sentence : "");
	put_steps(&x, b);
	put_log(&x, "The commit", a->diff);
	put_log(&x, "What the case said before it", a->before);
	put_log(&x, "What it said with it", a->after);
	return report_html_end(&x, out);
}
