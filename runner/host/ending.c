// SPDX-License-Identifier: GPL-2.0-only
#include "ending.h"

#include <string.h>

#include "decode.h"
#include "evidence.h"
#include "manifest.h"
#include "report.h"
#include "result.h"
#include "rundir.h"
#include "term.h"
#include "text.h"

static enum outcome tell_rig_error(struct term *t, const char *why)
{
	term_say(t, "%s: %s", outcome_name(OUTCOME_RIG_ERROR), why);
	return OUTCOME_RIG_ERROR;
}

/*
 * What an earlier look found does not stand where it can not be shown any
 * more: the reports say that, and nothing of the cases.
 */
static enum outcome tell_unreadable(const struct rundir *d, struct term *t,
				    const char *why)
{
	struct text ignored CLEANUP_TEXT = TEXT_INIT;
	struct text old CLEANUP_TEXT = TEXT_INIT;
	struct result r;

	result_init(&r);
	if (!rundir_get(d, "result.json", &old)) {
		if (manifest_read(d, &r.manifest, &ignored)) {
			manifest_set(&r.manifest.id, d->id);
			manifest_set(&r.manifest.started, "unknown");
			manifest_set(&r.manifest.arch, "unknown");
			manifest_set(&r.manifest.variant, "unknown");
		}
		r.outcome = OUTCOME_RIG_ERROR;
		r.sentence = text_dup(why);
		report_write(&r, d, &ignored);
	}
	result_release(&r);
	return tell_rig_error(t, why);
}

/* The manifest of a run that ended before its VM. 0 or -errno. */
static int note(const struct rundir *d, struct manifest *m,
		enum outcome outcome, const char *phase, const char *reason,
		struct text *why)
{
	int err;

	manifest_set(&m->failed_outcome, outcome_name(outcome));
	manifest_set(&m->failed_phase, phase);
	manifest_set(&m->failed_reason, reason);
	err = manifest_write(m, NULL, d);
	if (err)
		text_printf(why, "%s/manifest.json: %s", d->path,
			    strerror(-err));
	return err;
}

bool ending_begin(const struct rundir *d, struct manifest *m, struct term *t)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct result r;
	int err;

	result_init(&r);
	err = note(d, m, OUTCOME_RIG_ERROR, NULL, EVIDENCE_UNFINISHED, &why);
	if (!err)
		err = evidence_read(d, &r, &why);
	if (!err)
		err = report_write(&r, d, &why);
	if (err)
		tell_rig_error(t, why.data);
	result_release(&r);
	return !err;
}

enum outcome ending_tell(const struct rundir *d, struct term *t,
			 const enum verdict *told)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	enum outcome outcome;
	struct result r;

	result_init(&r);
	if (evidence_read(d, &r, &why)) {
		result_release(&r);
		return tell_unreadable(d, t, why.data);
	}
	if (report_write(&r, d, &why)) {
		/* what was found stands, but whoever reads files misses it */
		result_warn(&r, "%s: %s: would have been the outcome",
			    outcome_name(r.outcome), r.sentence);
		manifest_set(&r.sentence, why.data);
		r.outcome = OUTCOME_RIG_ERROR;
	}
	outcome = r.outcome;
	term_closing(t, &r, d->path, told);
	result_release(&r);
	return outcome;
}

void ending_decode(const struct rundir *d, const char *kernel,
		   const struct arch *arch, struct term *t)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct result r;
	int err;

	result_init(&r);
	/* what can not be read is told by who tells the run's end */
	if (!evidence_read(d, &r, &why) && r.splats_nr) {
		term_progress(t, "decoding the traces ...");
		err = decode_write(d, kernel, arch, &r, DECODE_MS);
		if (err)
			term_say(t, "%s/" DECODE_FILE ": %s", d->path,
				 strerror(-err));
	}
	result_release(&r);
}

enum outcome ending_fail(const struct rundir *d, struct manifest *m,
			 enum outcome outcome, const char *phase,
			 const char *reason, struct term *t)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;

	if (note(d, m, outcome, phase, reason, &why))
		return tell_rig_error(t, why.data);
	return ending_tell(d, t, NULL);
}
