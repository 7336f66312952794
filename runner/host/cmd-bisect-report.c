// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "bisect-answer.h"
#include "bisect.h"
#include "cleanup.h"
#include "command.h"
#include "report.h"
#include "rundir.h"
#include "text.h"

struct report_options {
	const char *state;
};

static const struct option_row rows[] = {
	{ "state", "DIR", OPTION_TEXT, true,
	  offsetof(struct report_options, state),
	  "folder of a bisection that came to its end" },
};

static const struct {
	const char *name;
	int (*put)(const struct bisect *b, const struct bisect_answer *a,
		   struct text *out);
} formats[] = {
	{ "report.json", bisect_json_put },
	{ "report.html", bisect_html_put },
	{ "report.txt", bisect_text_put }, /* last: stdout gets it as well */
};

static int write_reports(const struct rundir *d, const struct bisect *b,
			 const struct bisect_answer *a, struct text *why)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;
	int err = 0;

	for (size_t i = 0; !err && i < sizeof(formats) / sizeof(formats[0]);
	     i++) {
		text_reset(&t);
		err = formats[i].put(b, a, &t);
		err = report_keep(d, formats[i].name, err, &t, why);
	}
	fputs(t.data, stdout);
	return err;
}

static enum outcome run(const struct command *c, char **words, char **argv)
{
	struct rundir d CLEANUP(rundir_close) = RUNDIR_INIT;
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct report_options o = { NULL };
	struct bisect_answer a = { .is_sure = false };
	struct bisect b = { .test = NULL };
	enum outcome outcome;

	if (!command_parse(c, words, &o, &outcome))
		return outcome;
	if (rundir_open(o.state, &d, &why) || bisect_read(o.state, &b, &why) ||
	    bisect_answer_read(&d, &b, &a, &why) ||
	    write_reports(&d, &b, &a, &why))
		outcome = command_fails(OUTCOME_RIG_ERROR, "%s", why.data);
	else
		outcome = a.is_sure ? OUTCOME_PASS : OUTCOME_TEST_FAIL;
	bisect_answer_release(&a);
	bisect_release(&b);
	return outcome;
}

const struct command command_bisect_report = {
	.name = "bisect-report",
	.summary = "tell what a bisection came to",
	.options = rows,
	.options_nr = sizeof(rows) / sizeof(rows[0]),
	.run = run,
};
