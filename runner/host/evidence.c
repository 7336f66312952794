// SPDX-License-Identifier: GPL-2.0-only
#include "evidence.h"

#include <string.h>

#include "boot.h"
#include "cleanup.h"
#include "keyfile.h"
#include "pace.h"
#include "planned.h"
#include "request.h"
#include "result.h"
#include "rundir.h"
#include "splats.h"
#include "swap.h"

/* While a directory is read: what was found, each as one sentence. */
struct reading {
	const struct rundir *dir;
	struct result *result;
	struct splats splats;
	struct boot boot;
};

/* Of all boots: an excuse that one needed was needed. */
static void find_excuses(struct reading *r)
{
	for (size_t i = 0; i < r->splats.allow.nr; i++) {
		const struct splat_rule *rule = &r->splats.allow.rules[i];

		if (rule->expired && !r->result->found[FINDING_EXPIRED].bytes)
			text_printf(&r->result->found[FINDING_EXPIRED],
				    "splats.allow:%d: the excuse '%s' expired "
				    "on %s: renew it or take it out",
				    rule->line, rule->pattern, rule->expiry);
		else if (!rule->expired && !rule->used)
			result_warn(r->result,
				    "splats.allow:%d: the excuse '%s' was not "
				    "needed",
				    rule->line, rule->pattern);
	}
}

/* What is the run's goes into its result. */
static void take_boot(struct reading *r)
{
	struct transcript *t = &r->boot.transcript;
	struct result *result = r->result;

	SWAP(result->session, r->boot.session);
	SWAP(result->crash, t->crash);
	SWAP(result->splats, t->splats);
	SWAP(result->splats_nr, t->splats_nr);
	SWAP(result->splats_unexcused, t->splats_unexcused);
	SWAP(result->splats_excused, t->splats_excused);
	for (size_t i = 0; i < t->tail_nr; i++)
		SWAP(result->tail[i], t->tail[i]);
	SWAP(result->tail_nr, t->tail_nr);
	for (int i = 0; i < FINDING_NR; i++)
		SWAP(result->found[i], r->boot.found[i]);
	result->qemu_said = vm_report_said(&r->boot.vm);
	if (r->boot.vm.timing.factor >= PACE_NOTABLE)
		result_warn(result,
			    "the guest's machine was %.1f times slower than an "
			    "idle one, and each limit that much longer",
			    pace_tenths(r->boot.vm.timing.factor));
}

static int read_boot(struct reading *r, const uint8_t *nonce, struct text *why)
{
	const struct boot_setting setting = {
		.manifest = &r->result->manifest,
		.facts = &r->result->facts,
		.splats = &r->splats,
	};
	int err = boot_read(r->dir, &setting, &r->result->plan, nonce, &r->boot,
			    why);

	if (err)
		return err;
	take_boot(r);
	if (r->boot.vm.started)
		find_excuses(r);
	return 0;
}

static int read_phases(struct reading *r, struct text *why)
{
	CLEANUP_FREE char *path = rundir_path(r->dir, "phases");
	struct phases *phases = &r->result->phases;
	int err = rundir_has(r->dir, "phases") ? phases_read(path, phases, why)
					       : 0;

	if (!err && r->boot.vm.boot_ms >= 0) {
		phases_add(phases, "boot", r->boot.vm.boot_ms / 1000.0);
		phases_add(phases, "cases", r->boot.vm.cases_ms / 1000.0);
	}
	return err;
}

static int read_facts(struct reading *r, struct text *why)
{
	CLEANUP_FREE char *path = rundir_path(r->dir, "kernel.facts");

	return keyfile_read(path, &r->result->facts, why);
}

static int read_splats(struct reading *r, struct text *why)
{
	CLEANUP_FREE char *deny = rundir_path(r->dir, "splats.deny");
	CLEANUP_FREE char *allow = rundir_has(r->dir, "splats.allow")
					   ? rundir_path(r->dir, "splats.allow")
					   : NULL;
	char day[sizeof("YYYY-MM-DD")] = "";

	strncat(day, r->result->manifest.started, sizeof(day) - 1);
	return splats_read(deny, allow, day, &r->splats, why);
}

/* A run that ended before there was a VM; no planned case was run. */
static int read_failed(struct reading *r, struct request *request,
		       struct text *why)
{
	const struct manifest *m = &r->result->manifest;
	struct result *result = r->result;
	int err = rundir_has(r->dir, "request")
			  ? planned_read(r->dir, request, result, why)
			  : 0;

	if (!err && rundir_has(r->dir, "kernel.facts"))
		err = read_facts(r, why);
	if (!err)
		err = read_phases(r, why);
	if (!err && result->plan.nr) {
		session_init(&result->session, &result->plan);
		result_judge(result);
	}

	if (!outcome_parse(m->failed_outcome, &result->outcome) ||
	    result->outcome == OUTCOME_PASS)
		result->outcome = OUTCOME_RIG_ERROR;
	result->sentence =
		text_format("%s%s%s", m->failed_phase ?: "",
			    m->failed_phase ? ": " : "",
			    m->failed_reason ?: "it is not known why");
	return err;
}

static int read_all(struct reading *r, struct text *why)
{
	struct result *result = r->result;
	struct request request = { 0 };
	int err = manifest_read(r->dir, &result->manifest, why);

	if (!err && !result->manifest.failed_outcome &&
	    !rundir_has(r->dir, "vm.json")) {
		manifest_set(&result->manifest.failed_outcome,
			     outcome_name(OUTCOME_RIG_ERROR));
		manifest_set(&result->manifest.failed_reason,
			     EVIDENCE_UNFINISHED);
	}
	if (!err && result->manifest.failed_outcome) {
		err = read_failed(r, &request, why);
		request_release(&request);
		return err;
	}
	if (!err)
		err = planned_read(r->dir, &request, result, why);
	if (!err)
		err = read_facts(r, why);
	if (!err)
		err = read_splats(r, why);
	if (!err)
		err = read_boot(r, request.nonce, why);
	if (!err)
		err = read_phases(r, why);
	if (!err) {
		result_judge(result);
		result_conclude(result);
	}
	request_release(&request);
	return err;
}

int evidence_read(const struct rundir *d, struct result *ret, struct text *why)
{
	struct reading r = { .dir = d, .result = ret, .boot.vm.boot_ms = -1 };
	int err = read_all(&r, why);

	boot_release(&r.boot);
	splats_release(&r.splats);
	return err;
}
