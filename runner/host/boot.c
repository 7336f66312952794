// SPDX-License-Identifier: GPL-2.0-only
#include "boot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "attempts.h"
#include "channel.h"
#include "cleanup.h"
#include "hash.h"
#include "identity.h"
#include "manifest.h"
#include "pace.h"
#include "request.h"
#include "rundir.h"

static void read_records(struct boot *b, const struct text *bytes)
{
	struct record *record = text_alloc(1, sizeof(*record));
	struct session *s = &b->session;
	struct channel c;

	channel_init(&c, b->nonce);
	channel_feed(&c, bytes->data, bytes->bytes);
	while (!channel_next(&c, record))
		session_take(s, record);
	channel_close(&c);
	/* a guest that died in the middle of a record is no forger */
	if (c.defect.bytes)
		text_puts(&b->found[c.cut ? FINDING_CUT : FINDING_CHANNEL],
			  c.defect.data);
	if (s->defect.bytes && !b->found[FINDING_CHANNEL].bytes)
		text_puts(&b->found[FINDING_CHANNEL], s->defect.data);
	if (s->has_error)
		text_printf(&b->found[FINDING_RUNNER],
			    "the guest's runner gave up: %s", s->error.data);
	channel_release(&c);
	free(record);
}

static void find_splat(const struct splat_report *splat, struct text *found)
{
	CLEANUP_FREE char *said = splat ? splat_say(splat) : NULL;

	if (said)
		text_puts(found, said);
}

static void read_console(struct boot *b, struct splats *splats,
			 const struct text *bytes)
{
	struct transcript *t = &b->transcript;

	transcript_read(bytes, b->session.plan, splats, b->vm.blackbox_line, t);
	find_splat(t->crash, &b->found[FINDING_CRASH]);
	find_splat(t->splat, &b->found[FINDING_SPLAT]);
	if (!b->found[FINDING_CHANNEL].bytes)
		marks_check(&t->marks, &b->session, &b->found[FINDING_CHANNEL]);
}

static void take_timing(struct boot *b)
{
	const struct timing *t = &b->vm.timing;
	size_t nr = t->used_nr < b->session.plan->nr ? t->used_nr
						     : b->session.plan->nr;

	for (size_t i = 0; i < nr; i++) {
		b->session.seen[i].used_ms = t->used_ms[i];
		b->session.seen[i].allowed_ms = t->case_ms;
	}
}

/* All of a VM that was started. */
static int read_guest(struct boot *b, const struct rundir *d,
		      const struct boot_setting *setting, struct text *why)
{
	struct text records CLEANUP_TEXT = TEXT_INIT;
	struct text console CLEANUP_TEXT = TEXT_INIT;
	int err;

	if ((err = rundir_get(d, "records.bin", &records)) ||
	    (err = rundir_get(d, "console.raw", &console))) {
		text_printf(why, "%s: records.bin or console.raw: %s", d->path,
			    strerror(-err));
		return err;
	}
	/* what the black box made it say is nothing that it said */
	b->mute =
		!records.bytes && (!console.bytes || b->vm.blackbox_line == 1);
	read_records(b, &records);
	read_console(b, setting->splats, &console);
	take_timing(b);
	return boot_find(b, setting, why);
}

struct plan boot_plan(const struct plan *plan, const struct boots_task *task)
{
	return (struct plan){
		.cases = plan->cases + task->first,
		.nr = task->nr,
	};
}

char *boot_folder(unsigned int number)
{
	return number == BOOT_UNDER_KVM ? text_dup("boots/kvm")
	       : number == 1		? text_dup(".")
					: text_format("boots/%u", number);
}

char *boot_file(unsigned int number, const char *name)
{
	CLEANUP_FREE char *folder = boot_folder(number);

	return number == 1 ? text_dup(name)
			   : text_format("%s/%s", folder, name);
}

void boot_nonce(const struct manifest *m, unsigned int number,
		uint8_t ret[RECORD_NONCE_BYTES])
{
	CLEANUP_FREE char *name = text_format("%u", number);
	const char *lost = m->fallback_boot ?: "";
	CLEANUP_FREE char *again = text_format("%s again", name);

	if (number == BOOT_UNDER_KVM)
		request_nonce(m->seed, lost, ret);
	else
		request_nonce(m->seed, strcmp(lost, name) ? name : again, ret);
}

int boot_open(const struct rundir *run, unsigned int number, struct rundir *ret,
	      struct text *why)
{
	CLEANUP_FREE char *folder = boot_folder(number);
	CLEANUP_FREE char *path =
		number == 1 ? text_dup(run->path) : rundir_path(run, folder);

	return rundir_open(path, ret, why);
}

/* What it was asked for must be what was due, of the run's kernel. */
static int read_request(struct boot *b, const struct rundir *d,
			const struct manifest *m, struct text *why)
{
	struct request request CLEANUP(request_release) = { 0 };
	CLEANUP_FREE char *path = rundir_path(d, "request");
	int err = request_read(path, &request, why);
	bool due;

	if (err)
		return err;
	boot_nonce(m, b->number, b->nonce);
	if (memcmp(b->nonce, request.nonce, sizeof(b->nonce)) != 0) {
		text_printf(why, "%s: it is of another boot, or another run",
			    path);
		return -EINVAL;
	}
	if (strcmp(m->arch, request.arch) != 0 ||
	    strcmp(m->variant, request.variant) != 0) {
		text_printf(why,
			    "%s: manifest.json tells of a run of %s/%s, "
			    "request of one of %s/%s",
			    d->path, m->arch, m->variant, request.arch,
			    request.variant);
		return -EINVAL;
	}
	due = request.cases_nr == b->plan.nr;
	for (size_t i = 0; due && i < b->plan.nr; i++)
		due = !strcmp(request.cases[i], b->plan.cases[i].id);
	if (due)
		return 0;
	text_printf(why, "%s: it asks for other cases than those that were due",
		    path);
	return -EINVAL;
}

static int read_boot(struct boot *b, const struct rundir *d,
		     const struct boot_setting *setting, struct text *why)
{
	int err = read_request(b, d, setting->manifest, why);

	if (!err)
		err = vm_report_read(d, &b->vm, why);
	if (err)
		return err;
	if (b->vm.failure)
		text_puts(&b->found[FINDING_FAILURE], b->vm.failure);
	else if (!b->vm.started)
		text_puts(&b->found[FINDING_FAILURE], "QEMU was not started");
	if (b->vm.cause == WATCH_CAUSE_SIGNAL)
		text_puts(&b->found[FINDING_INTERRUPTED],
			  "the run was interrupted");
	if (b->vm.started)
		err = read_guest(b, d, setting, why);
	if (!err)
		boot_find_cause(b);
	return err;
}

struct boot *boot_new(const struct rundir *run, unsigned int number,
		      const struct boots_task *task,
		      const struct boot_setting *setting, struct text *why)
{
	struct rundir d CLEANUP(rundir_close) = RUNDIR_INIT;
	struct boot *b = text_alloc(1, sizeof(*b));

	b->number = number;
	b->task = *task;
	b->plan = boot_plan(setting->plan, task);
	for (int i = 0; i < FINDING_NR; i++)
		text_init(&b->found[i]);
	session_init(&b->session, &b->plan);
	if (!boot_open(run, number, &d, why) && !read_boot(b, &d, setting, why))
		return b;
	boot_free(b);
	return NULL;
}

void boot_free(struct boot *b)
{
	if (!b)
		return;
	session_release(&b->session);
	transcript_release(&b->transcript);
	vm_report_release(&b->vm);
	for (int i = 0; i < FINDING_NR; i++)
		text_release(&b->found[i]);
	free(b);
}

/* Of these, one is enough: what the guest did next would say nothing. */
static const enum finding stops[] = {
	FINDING_FAILURE,
	FINDING_INTERRUPTED,
	FINDING_IDENTITY,
	FINDING_QEMU,
};

enum boots_end boot_end(const struct boot *b)
{
	bool crashed = b->found[FINDING_CRASH].bytes;

	for (size_t i = 0; i < sizeof(stops) / sizeof(stops[0]); i++)
		if (b->found[stops[i]].bytes)
			return BOOTS_END_STOP;
	/* a kernel that does not come up does not the next time either */
	if (!b->session.has_hello || b->vm.cause == WATCH_CAUSE_RUN)
		return BOOTS_END_STOP;
	if (b->found[FINDING_CHANNEL].bytes || b->found[FINDING_RUNNER].bytes)
		return BOOTS_END_CHANNEL;
	switch (b->vm.cause) {
	case WATCH_NO_CAUSE:
		if (crashed)
			return BOOTS_END_CRASH;
		return b->session.has_end ? BOOTS_END_WHOLE : BOOTS_END_GONE;
	case WATCH_CAUSE_PANIC:
		return crashed ? BOOTS_END_CRASH : BOOTS_END_CHANNEL;
	case WATCH_CAUSE_FLOOD:
		return BOOTS_END_CHANNEL;
	case WATCH_CAUSE_CASE:
	case WATCH_CAUSE_IDLE:
	case WATCH_CAUSE_POWEROFF:
		return crashed ? BOOTS_END_CRASH : BOOTS_END_HANG;
	default:
		return BOOTS_END_STOP;
	}
}

const char *boot_lost(const struct boot *b)
{
	return session_running(&b->session);
}

/* The first of what was found that ends a boot so. */
static void say_broken(const struct boot *b, struct text *sentence)
{
	static const enum finding of[] = {
		FINDING_CHANNEL,
		FINDING_RUNNER,
		FINDING_HANG,
	};

	for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++) {
		if (!b->found[of[i]].bytes)
			continue;
		text_puts(sentence, b->found[of[i]].data);
		return;
	}
	text_puts(sentence, "it is not known why");
}

void boot_judge(const struct boot *b, const struct manifest *m, size_t index,
		struct attempt *ret)
{
	const struct splat_report *crash = b->transcript.crash;
	const struct session *s = &b->session;
	const struct observation *seen = &s->seen[index - b->task.first];
	struct judgement *j = &ret->judgement;
	enum boots_end end = boot_end(b);

	*ret = (struct attempt){
		.boot = b->number,
		.lost = !seen->finished,
	};
	text_init(&j->sentence);
	if (m->isolate && end == BOOTS_END_CHANNEL) {
		j->verdict = VERDICT_ERROR;
		text_puts(&j->sentence, "what its boot said can not be gone "
					"by: ");
		say_broken(b, &j->sentence);
	} else if (ret->lost && end == BOOTS_END_CRASH) {
		j->verdict = VERDICT_CRASH;
		text_printf(&j->sentence, "it crashed the kernel: %s",
			    crash->title);
		ret->fingerprint = text_dup(crash->fingerprint);
	} else if (ret->lost && end == BOOTS_END_HANG) {
		j->verdict = VERDICT_HANG;
		text_puts(&j->sentence, "it did not end within ");
		pace_put(m->case_timeout, b->vm.timing.factor, &j->sentence);
	} else {
		judge_case(&b->plan.cases[index - b->task.first], seen,
			   &s->hello, j);
	}
}
