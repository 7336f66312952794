// SPDX-License-Identifier: GPL-2.0-only
#include "evidence.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "channel.h"
#include "cleanup.h"
#include "console.h"
#include "hash.h"
#include "identity.h"
#include "keyfile.h"
#include "marks.h"
#include "planned.h"
#include "request.h"
#include "result.h"
#include "rundir.h"
#include "splats.h"
#include "vm.h"

/* While a directory is read: what was found, each as one sentence. */
struct reading {
	const struct rundir *dir;
	struct result *result;
	struct vm_report vm;
	struct splats splats;
	struct marks marks;
	size_t console_line;
	struct text *found; /* the result's, by enum finding */
};

static void read_records(struct reading *r, const uint8_t *nonce,
			 const struct text *bytes)
{
	struct record *record = text_alloc(1, sizeof(*record));
	struct session *s = &r->result->session;
	struct channel c;

	channel_init(&c, nonce);
	channel_feed(&c, bytes->data, bytes->bytes);
	while (!channel_next(&c, record))
		session_take(s, record);
	channel_close(&c);
	/* a guest that died in the middle of a record is no forger */
	if (c.defect.bytes)
		text_puts(&r->found[c.cut ? FINDING_CUT : FINDING_CHANNEL],
			  c.defect.data);
	if (s->defect.bytes && !r->found[FINDING_CHANNEL].bytes)
		text_puts(&r->found[FINDING_CHANNEL], s->defect.data);
	if (s->has_error)
		text_printf(&r->found[FINDING_RUNNER],
			    "the guest's runner gave up: %s", s->error.data);
	channel_release(&c);
	free(record);
}

static void keep_tail(struct result *result, const char *line)
{
	if (result->tail_nr == RESULT_TAIL_LINES) {
		free(result->tail[0]);
		memmove(result->tail, result->tail + 1,
			(RESULT_TAIL_LINES - 1) * sizeof(result->tail[0]));
		result->tail_nr--;
	}
	result->tail[result->tail_nr++] = text_dup(line);
}

static void take_splat(struct reading *r, const char *line,
		       const struct splat_rule *excuse)
{
	struct result *result = r->result;
	struct result_splat *splat;

	if (!excuse && !result->splats_unexcused++)
		text_printf(&r->found[FINDING_SPLAT],
			    "line %zu of the console: %s", r->console_line,
			    line);
	if (excuse)
		result->splats_excused++;
	/* only what is kept of them ends here, not what is found */
	if (result->splats_nr == RESULT_SPLATS_MAX)
		return;
	result->splats = text_grow(result->splats, result->splats_nr,
				   sizeof(*result->splats));
	splat = &result->splats[result->splats_nr++];
	splat->line = r->console_line;
	splat->text = text_dup(line);
	splat->excuse = excuse ? text_dup(excuse->reason) : NULL;
}

static void take_line(void *context, const char *bytes, size_t nr)
{
	struct text line CLEANUP_TEXT = TEXT_INIT;
	const struct splat_rule *excuse = NULL;
	struct reading *r = context;

	r->console_line++;
	text_put_clean_line(&line, bytes, nr);
	keep_tail(r->result, line.data);
	if (!r->result->crash && console_is_crash(bytes, nr)) {
		r->result->crash = text_dup(line.data);
		text_printf(&r->found[FINDING_CRASH],
			    "line %zu of the console: %s", r->console_line,
			    line.data);
	}
	marks_take(&r->marks, line.data);
	if (splats_match(&r->splats, line.data, &excuse))
		take_splat(r, line.data, excuse);
}

static void read_console(struct reading *r, const struct text *bytes)
{
	struct console *c = text_alloc(1, sizeof(*c));

	marks_init(&r->marks, &r->result->plan);
	console_init(c, take_line, r);
	console_feed(c, bytes->data, bytes->bytes);
	console_close(c);
	free(c);
	if (!r->found[FINDING_CHANNEL].bytes)
		marks_check(&r->marks, &r->result->session,
			    &r->found[FINDING_CHANNEL]);
	for (size_t i = 0; i < r->splats.allow.nr; i++) {
		const struct splat_rule *rule = &r->splats.allow.rules[i];

		if (rule->expired && !r->found[FINDING_EXPIRED].bytes)
			text_printf(&r->found[FINDING_EXPIRED],
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

static void find_hang(struct reading *r)
{
	const struct manifest *m = &r->result->manifest;
	const char *running = session_running(&r->result->session);
	struct text *found = &r->found[FINDING_HANG];

	switch (r->vm.cause) {
	case WATCH_CAUSE_BOOT:
		text_printf(found,
			    "the guest said nothing within %s s of "
			    "its start",
			    m->boot_timeout);
		break;
	case WATCH_CAUSE_CASE:
		text_printf(found, "%s did not end within %s s",
			    running ?: "a case", m->case_timeout);
		break;
	case WATCH_CAUSE_IDLE:
		text_printf(found,
			    "no case began within %s s, after %zu of "
			    "%zu",
			    m->case_timeout, r->result->session.done,
			    r->result->plan.nr);
		break;
	case WATCH_CAUSE_RUN:
		text_printf(found, "the run was not over after %s s%s%s",
			    m->run_timeout, running ? ", in " : "",
			    running ?: "");
		break;
	case WATCH_CAUSE_POWEROFF:
		text_puts(found, "all cases are done, but the guest did not "
				 "power off");
		break;
	case WATCH_CAUSE_FLOOD:
		text_printf(found,
			    "the guest sent more output than any run "
			    "makes%s%s",
			    running ? ", in " : "", running ?: "");
		break;
	default:
		break;
	}
}

static void find_end(struct reading *r)
{
	const struct session *s = &r->result->session;
	const struct vm_report *vm = &r->vm;
	struct text *found = &r->found[FINDING_QEMU];

	if (vm->unreaped)
		text_puts(found, "QEMU could not be killed");
	else if (vm->told_to_go)
		; /* how it ended then is no news; why it had to is found */
	else if (!vm->exited)
		text_printf(found, "QEMU was killed by signal %d (%s)",
			    vm->signal, strsignal(vm->signal));
	else if (vm->exit_code)
		text_printf(found, "QEMU ended with exit code %d",
			    vm->exit_code);
	else if (vm->cause == WATCH_CAUSE_UNDRAINED)
		text_puts(found, "QEMU is gone, but its output did not come to "
				 "an end: its last words may be lost");
	if (found->bytes && vm->errors && *vm->errors)
		text_printf(found, ": %.*s", (int)strcspn(vm->errors, "\n"),
			    vm->errors);
	if (!s->has_end && !r->found[FINDING_CUT].bytes) {
		const char *running = session_running(s);

		if (!s->has_hello)
			text_puts(&r->found[FINDING_CUT],
				  "the guest ended without a word");
		else
			text_printf(&r->found[FINDING_CUT],
				    "the guest ended without END, after %zu "
				    "of %zu cases%s%s",
				    s->done, r->result->plan.nr,
				    running ? ", in " : "", running ?: "");
	}
}

static void find_identity(struct reading *r)
{
	const struct session *s = &r->result->session;
	struct text why CLEANUP_TEXT = TEXT_INIT;

	if (s->has_hello && !identity_agrees(&s->hello, &r->result->facts,
					     r->result->manifest.machine, &why))
		text_puts(&r->found[FINDING_IDENTITY], why.data);
}

/* What ran must be what is judged: the image has objects of its own. */
static int find_objects(struct reading *r, struct text *why)
{
	const struct plan *plan = &r->result->plan;

	for (size_t i = 0; i < plan->nr; i++) {
		const char *ran = r->result->session.seen[i].object_sha256;
		char hex[HASH_HEX_SIZE];
		int err = hash_file(plan->cases[i].path, hex);

		if (err) {
			text_printf(why, "%s: %s", plan->cases[i].path,
				    strerror(-err));
			return err;
		}
		if (ran && strcmp(ran, hex) != 0 &&
		    !r->found[FINDING_IDENTITY].bytes)
			text_printf(&r->found[FINDING_IDENTITY],
				    "%s: the guest's image holds another "
				    "object than the one that is judged",
				    plan->cases[i].id);
	}
	return 0;
}

/* What ended the guest must show in what is kept of it. */
static void find_cause(struct reading *r)
{
	if (r->vm.cause == WATCH_NO_CAUSE || result_has_finding(r->result))
		return;
	text_printf(&r->found[FINDING_QEMU],
		    "the rig ended the guest (%s), but what is kept of it does "
		    "not show why",
		    watch_cause_name(r->vm.cause));
}

static int read_phases(struct reading *r, struct text *why)
{
	CLEANUP_FREE char *path = rundir_path(r->dir, "phases");
	struct phases *phases = &r->result->phases;
	int err = rundir_has(r->dir, "phases") ? phases_read(path, phases, why)
					       : 0;

	if (!err && r->vm.boot_ms >= 0) {
		phases_add(phases, "boot", r->vm.boot_ms / 1000.0);
		phases_add(phases, "cases", r->vm.cases_ms / 1000.0);
	}
	return err;
}

static int read_facts(struct reading *r, struct text *why)
{
	CLEANUP_FREE char *path = rundir_path(r->dir, "kernel.facts");

	return keyfile_read(path, &r->result->facts, why);
}

/* All of a VM that was started. */
static int read_boot(struct reading *r, const uint8_t *nonce, struct text *why)
{
	CLEANUP_FREE char *deny = rundir_path(r->dir, "splats.deny");
	CLEANUP_FREE char *allow = rundir_has(r->dir, "splats.allow")
					   ? rundir_path(r->dir, "splats.allow")
					   : NULL;
	struct text records CLEANUP_TEXT = TEXT_INIT;
	struct text console CLEANUP_TEXT = TEXT_INIT;
	char day[sizeof("YYYY-MM-DD")] = "";
	int err = read_facts(r, why);

	strncat(day, r->result->manifest.started, sizeof(day) - 1);
	if (!err)
		err = splats_read(deny, allow, day, &r->splats, why);
	if (!err && ((err = rundir_get(r->dir, "records.bin", &records)) ||
		     (err = rundir_get(r->dir, "console.raw", &console))))
		text_printf(why, "%s: records.bin or console.raw: %s",
			    r->dir->path, strerror(-err));
	if (!err) {
		read_records(r, nonce, &records);
		read_console(r, &console);
		find_identity(r);
		find_hang(r);
		find_end(r);
		err = find_objects(r, why);
	}
	return err;
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
		r->vm.boot_ms = -1;
		err = read_failed(r, &request, why);
		request_release(&request);
		return err;
	}
	if (!err)
		err = vm_report_read(r->dir, &r->vm, why);
	if (!err)
		err = planned_read(r->dir, &request, result, why);
	if (!err) {
		session_init(&result->session, &result->plan);
		if (r->vm.failure)
			text_puts(&r->found[FINDING_FAILURE], r->vm.failure);
		else if (!r->vm.started)
			text_puts(&r->found[FINDING_FAILURE],
				  "QEMU was not started");
		if (r->vm.cause == WATCH_CAUSE_SIGNAL)
			text_puts(&r->found[FINDING_INTERRUPTED],
				  "the run was interrupted");
		if (r->vm.started)
			err = read_boot(r, request.nonce, why);
	}
	if (!err)
		err = read_phases(r, why);
	if (!err) {
		result->qemu_said = vm_report_said(&r->vm);
		result_judge(result);
		find_cause(r);
		result_conclude(result);
	}
	request_release(&request);
	return err;
}

int evidence_read(const struct rundir *d, struct result *ret, struct text *why)
{
	struct reading r = { .dir = d, .result = ret, .found = ret->found };
	int err = read_all(&r, why);

	marks_release(&r.marks);
	splats_release(&r.splats);
	vm_report_release(&r.vm);
	return err;
}
