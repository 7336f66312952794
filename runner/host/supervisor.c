// SPDX-License-Identifier: GPL-2.0-only
#include "supervisor.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "clock.h"
#include "fallback.h"
#include "history.h"
#include "pace.h"
#include "request.h"
#include "run.h"
#include "ticker.h"
#include "vm.h"

#define SPLATS_TOLD 20 /* while the run goes on */

struct supervisor {
	struct run *run;
	struct ticker *ticker;
	struct history history;
	int64_t start_ms;
	int64_t used_ms; /* of the run's time, on a usual machine */
	/* of the boot at hand */
	struct boots_task task;
	unsigned int number;
	unsigned int told_splats;
};

static uint32_t reference_us(const struct run *r)
{
	return r->accel.kvm ? r->arch.pace_kvm_us : r->arch.pace_tcg_us;
}

/* The guest is the same in every boot; how slow it is need not be. */
static void on_hello(void *context, const struct session *session)
{
	struct supervisor *s = context;
	const struct hello *h = &session->hello;
	uint32_t factor = pace_factor(h->slices_us, reference_us(s->run));
	char slow[sizeof(", limits x 20.0")] = "";

	if (factor >= PACE_NOTABLE)
		snprintf(slow, sizeof(slow), ", limits x %.1f",
			 pace_tenths(factor));
	if (s->number == 1 || *slow)
		term_say(&s->run->term, "guest: Linux %s %s, up after %.1f s%s",
			 h->release, h->machine, (double)h->uptime_ms / 1000,
			 slow);
}

static void on_start(void *context, const struct session *session, size_t index)
{
	struct supervisor *s = context;
	const struct plan *plan = &s->run->plan;

	term_progress(&s->run->term, "%zu of %zu: %s",
		      s->task.first + index + 1, plan->nr,
		      plan->cases[s->task.first + index].id);
}

/* What a case comes to the second time is told with what it came to before. */
static void on_finish(void *context, const struct session *session,
		      size_t index)
{
	struct supervisor *s = context;

	if (!s->task.again)
		ticker_finish(s->ticker, session, index);
}

/* At once; what it comes to in all is told at the end. */
static void on_splat(void *context, const struct splat_report *splat)
{
	struct supervisor *s = context;

	if (s->told_splats++ < SPLATS_TOLD)
		term_splat(&s->run->term, splat);
}

/* How the boot before ended, when that was not as it should. */
static void put_ending(const struct boot *last, struct text *t)
{
	static const char *const what[] = {
		[BOOTS_END_WHOLE] = "",
		[BOOTS_END_CRASH] = "the kernel crashed",
		[BOOTS_END_HANG] = "the guest hung",
		[BOOTS_END_GONE] = "the guest went away",
		[BOOTS_END_CHANNEL] = "what the guest said can not be gone by",
		[BOOTS_END_STOP] = "",
	};
	const char *lost = boot_lost(last);

	static_assert(sizeof(what) / sizeof(what[0]) == BOOTS_END_NR,
		      "every end has its words");
	if (!*what[boot_end(last)])
		return;
	text_puts(t, what[boot_end(last)]);
	if (lost)
		text_printf(t, " in %s; ", lost);
	else
		text_printf(t, " after %zu of its cases; ", last->session.done);
}

static void tell_boot(const struct supervisor *s)
{
	const struct run *r = s->run;
	const struct history *h = &s->history;
	const char *id = r->plan.cases[s->task.first].id;
	struct text line CLEANUP_TEXT = TEXT_INIT;

	if (h->nr)
		put_ending(h->list[h->nr - 1], &line);
	if (s->task.again)
		text_printf(&line, "trying %s once more, alone", id);
	else if (line.bytes)
		text_printf(&line, "going on with %s", id);
	if (line.bytes)
		term_say(&s->run->term, "boot %u: %s", s->number, line.data);
	else
		term_progress(&s->run->term, "booting %s ...",
			      r->kernel.release);
}

/*
 * What the run has left of its time. A boot of a slow machine takes of it as
 * much as it would have on a usual one; the hour that bounds all scaling is by
 * the clock.
 */
static struct watch_limits limits_of(const struct supervisor *s)
{
	struct watch_limits limits = s->run->o.limits;
	int64_t gone_ms = clock_now_ms() - s->start_ms;

	limits.run_ms -= s->used_ms;
	if (limits.run_ms < 0 ||
	    (gone_ms > WATCH_RUN_MOST_MS && gone_ms > s->run->o.limits.run_ms))
		limits.run_ms = 0;
	return limits;
}

static bool put_request(const struct supervisor *s, const struct plan *plan,
			uint8_t nonce[RECORD_NONCE_BYTES], struct text *why)
{
	const struct run *r = s->run;
	CLEANUP_FREE char *name = boot_file(s->number, "request");
	struct text request CLEANUP_TEXT = TEXT_INIT;

	boot_nonce(&r->manifest, s->number, nonce);
	request_put(nonce, r->arch.name, r->o.variant, plan, &request);
	return run_note(why, name, rundir_put_text(&r->dir, name, &request));
}

static bool put_command(const struct rundir *d, const struct qemu *qemu,
			struct text *why)
{
	CLEANUP_FREE char *records = rundir_path(d, "records.again");
	struct text command CLEANUP_TEXT = TEXT_INIT;

	qemu_put_command(qemu, records, &command);
	return run_note(why, "command",
			rundir_put_script(d, "command", &command));
}

static bool boot(struct supervisor *s, struct text *why)
{
	struct run *r = s->run;
	const struct plan plan = boot_plan(&r->plan, &s->task);
	uint8_t nonce[RECORD_NONCE_BYTES];
	struct rundir d CLEANUP(rundir_close) = RUNDIR_INIT;
	struct qemu qemu CLEANUP(qemu_release) = { 0 };
	CLEANUP_FREE char *map = text_format("%s/System.map", r->o.kernel);
	struct vm_config config = {
		.rundir = &d,
		.plan = &plan,
		.nonce = nonce,
		.reference_us = reference_us(r),
		.system_map = map,
		.splats = &s->history.splats,
		.listener = { s, on_hello, on_start, on_finish, on_splat },
	};
	CLEANUP_FREE char *request = NULL;
	struct vm_report report;
	int64_t began_ms;
	int err;

	/* makes the folder too */
	if (!put_request(s, &plan, nonce, why) ||
	    boot_open(&r->dir, s->number, &d, why))
		return false;
	request = rundir_path(&d, "request");
	r->qemu.request = request;
	qemu_init(&qemu, &r->qemu);
	if (!put_command(&d, &qemu, why))
		return false;
	config.argv = (const char *const *)qemu.argv;
	config.limits = limits_of(s);
	began_ms = clock_now_ms();
	vm_run(&config, &report);
	s->used_ms += (clock_now_ms() - began_ms) * PACE_ONE /
		      (report.timing.factor ?: PACE_ONE);
	err = vm_report_write(&report, &d);
	vm_report_release(&report);
	/* without it a report takes the boot for one that never ended */
	return run_note(why, "vm.json", err);
}

/* From here on the run is another one: its manifest says so before a file moves. */
static bool fall_back(struct supervisor *s, const struct boot *lost,
		      struct text *why)
{
	struct run *r = s->run;

	accel_fall_back(&r->accel, fallback_why(lost));
	r->qemu.kvm = false;
	manifest_set(&r->manifest.accel, "tcg");
	manifest_set(&r->manifest.accel_reason, r->accel.reason);
	r->manifest.fallback_boot = text_format("%u", s->number);
	term_say(&r->term, "accelerator: TCG: %s", r->accel.reason);
	return run_note(why, "manifest.json",
			manifest_write(&r->manifest, &r->kernel.facts,
				       &r->dir)) &&
	       !fallback_set_aside(&r->dir, s->number, why);
}

/* The boot, and once more when KVM is to blame that it came to nothing. */
static bool boot_until_heard(struct supervisor *s, struct text *why)
{
	const struct run *r = s->run;
	bool done = boot(s, why);
	struct boot *b;

	if (!done || !r->accel.kvm || !r->accel.retry)
		return done;
	b = boot_new(&r->dir, s->number, &s->task, &s->history.setting, why);
	if (!b)
		return false;
	if (fallback_is_due(b))
		done = fall_back(s, b, why) && boot(s, why);
	boot_free(b);
	return done;
}

static bool run_boots(struct supervisor *s, struct text *why)
{
	struct run *r = s->run;
	struct history *h = &s->history;

	if (history_init(h, &r->dir, &r->plan, &r->manifest, &r->kernel.facts,
			 why))
		return false;
	while (history_next(h, &s->task) == BOOTS_GO) {
		s->number = history_number(h);
		tell_boot(s);
		ticker_begin(s->ticker, s->task.first);
		if (!boot_until_heard(s, why) || history_read(h, why))
			return false;
	}
	return true;
}

bool supervisor_run(struct run *r, struct ticker *ticker, struct text *why)
{
	struct supervisor s = {
		.run = r,
		.ticker = ticker,
		.start_ms = clock_now_ms(),
	};
	bool done = run_boots(&s, why);

	history_release(&s.history);
	return done;
}
