// SPDX-License-Identifier: GPL-2.0-only
#include "ending.h"

#include <string.h>

#include "command.h"
#include "evidence.h"
#include "manifest.h"
#include "report.h"
#include "result.h"
#include "rundir.h"
#include "term.h"
#include "text.h"

enum outcome ending_tell(const struct rundir *d, struct term *t,
			 const enum verdict *told)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	enum outcome outcome;
	struct result r;
	int err;

	result_init(&r);
	err = evidence_read(d, &r, &why);
	if (err) {
		command_fails(OUTCOME_RIG_ERROR, "%s", why.data);
		if (t)
			term_say(t, "%s: %s", outcome_name(OUTCOME_RIG_ERROR),
				 why.data);
		result_release(&r);
		return OUTCOME_RIG_ERROR;
	}
	if (report_write(&r, d, &why)) {
		/* what was found stands, but whoever reads files misses it */
		command_fails(OUTCOME_RIG_ERROR, "%s", why.data);
		result_warn(&r, "%s: %s: would have been the outcome",
			    outcome_name(r.outcome), r.sentence);
		manifest_set(&r.sentence, why.data);
		r.outcome = OUTCOME_RIG_ERROR;
	}
	outcome = r.outcome;
	if (t)
		term_closing(t, &r, d->path, told);
	result_release(&r);
	return outcome;
}

enum outcome ending_fail(const struct rundir *d, struct manifest *m,
			 enum outcome outcome, const char *phase,
			 const char *reason, struct term *t)
{
	int err;

	manifest_set(&m->failed_outcome, outcome_name(outcome));
	manifest_set(&m->failed_phase, phase);
	manifest_set(&m->failed_reason, reason);
	err = manifest_write(m, NULL, d);
	if (err) {
		command_fails(OUTCOME_RIG_ERROR, "%s/manifest.json: %s",
			      d->path, strerror(-err));
		if (t)
			term_say(t, "%s: %s/manifest.json: %s",
				 outcome_name(OUTCOME_RIG_ERROR), d->path,
				 strerror(-err));
		return OUTCOME_RIG_ERROR;
	}
	return ending_tell(d, t, NULL);
}
