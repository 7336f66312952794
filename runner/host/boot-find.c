// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "boot.h"
#include "hash.h"
#include "identity.h"
#include "manifest.h"
#include "pace.h"

/* How long it was waited for, and why just that long. */
static void say_boot(const struct timing *t, const char *base,
		     struct text *found)
{
	int64_t base_ms = (int64_t)(strtod(base, NULL) * 1000 + 0.5);

	text_printf(found, "the guest said nothing within %g s of its start",
		    (double)t->boot_ms / 1000);
	if (t->boot_ms >= base_ms * WATCH_BOOT_TIMES)
		text_puts(found, ", the most it may take, though its kernel's "
				 "clock went on");
	else if (t->boot_ms > base_ms)
		text_printf(found,
			    ", for the last %s s of which its kernel's clock "
			    "stood still",
			    base);
}

static void find_hang(struct boot *b, const struct manifest *m)
{
	const struct timing *t = &b->vm.timing;
	const char *running = session_running(&b->session);
	struct text *found = &b->found[FINDING_HANG];

	switch (b->vm.cause) {
	case WATCH_CAUSE_BOOT:
		say_boot(t, m->boot_timeout ?: "", found);
		break;
	case WATCH_CAUSE_CASE:
		text_printf(found, "%s did not end within ",
			    running ?: "a case");
		pace_put(m->case_timeout, t->factor, found);
		break;
	case WATCH_CAUSE_IDLE:
		text_puts(found, "no case began within ");
		pace_put(m->case_timeout, t->factor, found);
		text_printf(found, ", after %zu of %zu", b->session.done,
			    b->session.plan->nr);
		break;
	case WATCH_CAUSE_RUN:
		if (b->number > 1)
			text_printf(found, "the run's %s s were over",
				    m->run_timeout);
		else
			text_printf(found, "the run was not over after %g s",
				    (double)t->run_ms / 1000);
		if (running)
			text_printf(found, ", in %s", running);
		break;
	case WATCH_CAUSE_POWEROFF:
		text_printf(found,
			    "all cases are done, but the guest did not "
			    "power off within %g s",
			    (double)t->poweroff_ms / 1000);
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
	if (found->bytes && b->vm.hang)
		text_printf(found, "; %s", b->vm.hang);
}

static void find_end(struct boot *b)
{
	const struct session *s = &b->session;
	const struct vm_report *vm = &b->vm;
	struct text *found = &b->found[FINDING_QEMU];

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
	else if (vm_report_was_ended(vm))
		text_puts(found, "QEMU was ended by somebody else");
	else if (vm->cause == WATCH_CAUSE_UNDRAINED)
		text_puts(found, "QEMU is gone, but its output did not come to "
				 "an end: its last words may be lost");
	if (found->bytes && vm->errors && *vm->errors)
		text_printf(found, ": %.*s", (int)strcspn(vm->errors, "\n"),
			    vm->errors);
	if (!s->has_end && !b->found[FINDING_CUT].bytes) {
		const char *running = session_running(s);

		if (!s->has_hello)
			text_puts(&b->found[FINDING_CUT],
				  "the guest ended without a word");
		else
			text_printf(&b->found[FINDING_CUT],
				    "the guest ended without END, after %zu "
				    "of %zu cases%s%s",
				    s->done, b->session.plan->nr,
				    running ? ", in " : "", running ?: "");
	}
}

static void find_identity(struct boot *b, const struct boot_setting *setting)
{
	const struct session *s = &b->session;
	struct text why CLEANUP_TEXT = TEXT_INIT;

	if (s->has_hello && !identity_agrees(&s->hello, setting->facts,
					     setting->manifest->machine, &why))
		text_puts(&b->found[FINDING_IDENTITY], why.data);
}

/* What ran must be what is judged: the image has objects of its own. */
static int find_objects(struct boot *b, struct text *why)
{
	const struct plan *plan = b->session.plan;

	for (size_t i = 0; i < plan->nr; i++) {
		const char *ran = b->session.seen[i].object_sha256;
		char hex[HASH_HEX_SIZE];
		int err = hash_file(plan->cases[i].path, hex);

		if (err) {
			text_printf(why, "%s: %s", plan->cases[i].path,
				    strerror(-err));
			return err;
		}
		if (ran && strcmp(ran, hex) != 0 &&
		    !b->found[FINDING_IDENTITY].bytes)
			text_printf(&b->found[FINDING_IDENTITY],
				    "%s: the guest's image holds another "
				    "object than the one that is judged",
				    plan->cases[i].id);
	}
	return 0;
}

/* Nobody but the guest's own measure may have given it more time. */
static void find_pace(struct boot *b)
{
	const struct timing *t = &b->vm.timing;
	struct text *found = &b->found[FINDING_QEMU];

	if (t->factor != PACE_ONE && !found->bytes &&
	    t->factor !=
		    pace_factor(b->session.hello.slices_us, t->reference_us))
		text_puts(found, "the guest had more time than its measure of "
				 "itself is worth");
}

static bool has_finding(const struct boot *b)
{
	for (int i = 0; i < FINDING_NR; i++)
		if (b->found[i].bytes)
			return true;
	return false;
}

/* What ended the guest must show in what is kept of it. */
void boot_find_cause(struct boot *b)
{
	if (b->vm.cause == WATCH_NO_CAUSE || has_finding(b))
		return;
	text_printf(&b->found[FINDING_QEMU],
		    "the rig ended the guest (%s), but what is kept of it does "
		    "not show why",
		    watch_cause_name(b->vm.cause));
}

int boot_find(struct boot *b, const struct boot_setting *setting,
	      struct text *why)
{
	find_identity(b, setting);
	find_hang(b, setting->manifest);
	find_end(b);
	find_pace(b);
	return find_objects(b, why);
}
