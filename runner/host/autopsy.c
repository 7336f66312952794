// SPDX-License-Identifier: GPL-2.0-only
#include "autopsy.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cleanup.h"
#include "console.h"
#include "session.h"
#include "vm.h"
#include "wires.h"

void autopsy_init(struct autopsy *a, struct wires *wires,
		  const struct console *console, const struct session *session)
{
	*a = (struct autopsy){
		.wires = wires,
		.console = console,
		.session = session,
		.record_ms = -1,
	};
	blackbox_init(&a->box);
}

void autopsy_release(struct autopsy *a)
{
	blackbox_release(&a->box);
	free(take_pointer(a->last_record));
}

/* A few bytes, for which there always is room unless nobody reads them. */
static bool send_all(int fd, struct text *t)
{
	bool sent = !t->bytes || (fd >= 0 && write(fd, t->data, t->bytes) ==
						     (ssize_t)t->bytes);

	text_reset(t);
	return sent;
}

/* After each thing that happened: does what the black box wants. */
static void serve(struct autopsy *a, int64_t now_ms)
{
	/* noted before the key is sent, so that no answer comes earlier */
	if (a->box.meddled && !a->first_own)
		a->first_own = a->lines + 1 + console_is_open(a->console);
	if (!send_all(a->wires->fds[WIRE_MONITOR], &a->box.qmp.out) ||
	    !send_all(a->wires->fds[WIRE_INPUT], &a->box.keys))
		blackbox_close(&a->box, "QEMU does not take what it is sent");
	if (a->box.stuck && !a->process_state)
		a->process_state = process_state(&a->wires->process);
	if (a->box.done && !a->end_ms)
		a->end_ms = now_ms;
}

/* The last thing that the guest said by the channel. */
static char *describe_record(const struct autopsy *a, int64_t now_ms)
{
	const struct session *s = a->session;
	const char *running = session_running(s);

	return text_format("%s, %.1f s before, %zu of %zu cases done%s%s",
			   record_type_name(a->record_type),
			   (double)(now_ms - a->record_ms) / 1000, s->done,
			   s->plan->nr, running ? ", in " : "", running ?: "");
}

void autopsy_begin(struct autopsy *a, const struct autopsy_reason *reason,
		   int64_t now_ms)
{
	struct symbols symbols = { 0 };

	a->reason = *reason;
	if (a->record_ms >= 0)
		a->last_record = describe_record(a, now_ms);
	/* without them the addresses are told as they are */
	if (reason->system_map)
		symbols_read(reason->system_map, &symbols, &a->box.trouble);
	blackbox_begin(&a->box, reason->allowed_ms, reason->flood, &symbols,
		       now_ms);
	serve(a, now_ms);
}

bool autopsy_read(struct autopsy *a, int64_t now_ms)
{
	char buf[64 * 1024];
	ssize_t n = read(a->wires->fds[WIRE_MONITOR], buf, sizeof(buf));

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return true;
	if (n > 0)
		blackbox_take_qmp(&a->box, buf, n, now_ms);
	else
		blackbox_close(&a->box, "QEMU closed its monitor");
	serve(a, now_ms);
	return n > 0 && !a->box.done;
}

void autopsy_line(struct autopsy *a, const char *line, size_t bytes,
		  int64_t now_ms)
{
	a->lines++;
	blackbox_take_line(&a->box, line, bytes, now_ms);
}

void autopsy_tick(struct autopsy *a, int64_t now_ms)
{
	blackbox_tick(&a->box, now_ms);
	serve(a, now_ms);
}

void autopsy_record(struct autopsy *a, enum record_type type, int64_t now_ms)
{
	a->record_ms = now_ms;
	a->record_type = type;
}

void autopsy_late_record(struct autopsy *a)
{
	a->late_records = true;
}

bool autopsy_is_begun(const struct autopsy *a)
{
	return a->box.begun;
}

bool autopsy_is_done(const struct autopsy *a)
{
	return a->box.done;
}

int64_t autopsy_wake_ms(const struct autopsy *a)
{
	return a->box.wake_ms;
}

int autopsy_tell(struct autopsy *a, const struct rundir *d,
		 struct vm_report *report)
{
	struct text sentence CLEANUP_TEXT = TEXT_INIT;
	struct blackbox_scene scene = {
		.process_state = a->process_state,
		.late_records = a->late_records,
		.console_line = a->first_own,
		.end_ms = a->end_ms,
		.cause = a->reason.cause,
		.last_record = a->last_record,
	};
	int err;

	if (!a->box.begun)
		return 0;
	report->blackbox_line = a->first_own;
	err = blackbox_keep(&a->box, d, &scene, &report->hang_class, &sentence);
	report->hang = text_take(&sentence);
	return err;
}
