// SPDX-License-Identifier: GPL-2.0-only
#include "vm.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "autopsy.h"
#include "channel.h"
#include "cleanup.h"
#include "clock.h"
#include "console.h"
#include "pace.h"
#include "rundir.h"
#include "session.h"
#include "stream.h"
#include "text.h"
#include "transcript.h"
#include "wires.h"

/* What the loop listens to: the wires that bring something, and more. */
enum source {
	SOURCE_CONSOLE = WIRE_CONSOLE,
	SOURCE_ERRORS = WIRE_ERRORS,
	SOURCE_RECORDS = WIRE_RECORDS,
	SOURCE_MONITOR = WIRE_MONITOR,
	SOURCE_EXIT,
	SOURCE_SIGNAL,
	SOURCE_TIMER,
	SOURCE_NR,
};

/* Those of them that must be read to their end. */
#define PIPES_FIRST SOURCE_CONSOLE
#define PIPES_END (SOURCE_RECORDS + 1)

struct vm {
	const struct vm_config *config;
	struct vm_report *report;
	struct watch watch;
	struct wires wires;
	struct autopsy autopsy;
	int epoll;
	int others[SOURCE_NR]; /* descriptors of what is no wire */
	struct stream streams[PIPES_END]; /* of what the pipes bring */
	struct console console;
	struct transcript transcript;
	struct channel channel;
	struct session session;
	struct record *record;
	struct text errors;
	int64_t start_ms;
	int64_t hello_ms;
	bool panicked;
	bool finished;
};

void vm_signals(sigset_t *ret)
{
	sigemptyset(ret);
	sigaddset(ret, SIGINT);
	sigaddset(ret, SIGTERM);
	sigaddset(ret, SIGHUP);
}

void vm_block_signals(void)
{
	sigset_t set;

	vm_signals(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	/* neither a reader that went away nor a full disk is to end us unheard */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

static int *descriptor(struct vm *vm, enum source source)
{
	return source < (enum source)WIRE_NR ? &vm->wires.fds[source]
					     : &vm->others[source];
}

static int listen_to(struct vm *vm, enum source source)
{
	struct epoll_event event = { .events = EPOLLIN, .data.u32 = source };

	return epoll_ctl(vm->epoll, EPOLL_CTL_ADD, *descriptor(vm, source),
			 &event)
		       ? -errno
		       : 0;
}

static void examine(struct vm *vm)
{
	const struct autopsy_reason reason = {
		.cause = watch_cause_name(vm->watch.cause),
		.flood = vm->watch.cause == WATCH_CAUSE_FLOOD,
		.allowed_ms = vm->watch.limits.autopsy_ms,
		.system_map = vm->config->system_map,
	};

	autopsy_begin(&vm->autopsy, &reason, clock_now_ms());
	/* if it can not be listened to, it will not have answered */
	listen_to(vm, SOURCE_MONITOR);
}

static void step(struct vm *vm, enum watch_event event)
{
	const struct watch before = vm->watch;
	enum watch_action action =
		watch_step(&vm->watch, event, clock_now_ms());

	timing_note(&vm->report->timing, &before, &vm->watch);
	switch (action) {
	case WATCH_EXAMINE:
		examine(vm);
		break;
	case WATCH_SEND_TERM:
		vm->report->told_to_go = true;
		process_kill(&vm->wires.process, SIGTERM);
		break;
	case WATCH_SEND_KILL:
		vm->report->told_to_go = true;
		process_kill(&vm->wires.process, SIGKILL);
		break;
	case WATCH_FINISH:
		vm->finished = true;
		break;
	case WATCH_NOTHING:
	case WATCH_ACTION_NR:
		break;
	}
}

/* The rig can not go on; the first reason is the one that is told. */
static void fail(struct vm *vm, const char *what, int err)
{
	if (!vm->report->failure)
		vm->report->failure =
			text_format("%s: %s", what, strerror(-err));
	step(vm, WATCH_FAILURE);
}

static void take_line(void *context, const char *line, size_t bytes)
{
	struct vm *vm = context;

	watch_clock(&vm->watch, console_stamp_us(line, bytes), clock_now_ms());
	autopsy_line(&vm->autopsy, line, bytes, clock_now_ms());
	vm->transcript.blackbox_line = vm->autopsy.first_own;
	transcript_take(&vm->transcript, line, bytes);
	if (!vm->panicked && console_is_crash(line, bytes)) {
		vm->panicked = true;
		step(vm, WATCH_PANIC);
	}
}

/* What a sound record means to the watch. */
static void take_record(struct vm *vm)
{
	const struct vm_listener *l = &vm->config->listener;
	struct session *s = &vm->session;

	if (session_take(s, vm->record)) {
		step(vm, WATCH_BROKEN);
		return;
	}
	autopsy_record(&vm->autopsy, vm->record->type, clock_now_ms());
	switch (vm->record->type) {
	case RECORD_HELLO:
		vm->hello_ms = clock_now_ms();
		watch_scale(&vm->watch, pace_factor(s->hello.slices_us,
						    vm->config->reference_us));
		step(vm, WATCH_HELLO);
		if (l->hello)
			l->hello(l->context, s);
		break;
	case RECORD_START:
		step(vm, WATCH_START);
		if (l->started)
			l->started(l->context, s, s->done);
		break;
	case RECORD_VERDICT:
		step(vm, WATCH_VERDICT);
		if (l->finished)
			l->finished(l->context, s, s->done - 1);
		break;
	case RECORD_END:
		step(vm, WATCH_END);
		break;
	case RECORD_ERROR:
		step(vm, WATCH_BROKEN);
		break;
	case RECORD_PLAN:
	case RECORD_LOG:
		break;
	}
}

static void take_records(struct vm *vm, const char *data, size_t bytes)
{
	bool was_spoilt = vm->channel.spoilt;
	int err;

	channel_feed(&vm->channel, data, bytes);
	while (!(err = channel_next(&vm->channel, vm->record)))
		take_record(vm);
	if (err == -EBADMSG && !was_spoilt)
		step(vm, WATCH_BROKEN);
}

static void close_pipe(struct vm *vm, enum source source)
{
	if (vm->wires.fds[source] < 0)
		return;
	close(take_fd(&vm->wires.fds[source]));
	if (source == SOURCE_CONSOLE) {
		console_close(&vm->console);
		transcript_close(&vm->transcript);
	}
	if (source == SOURCE_RECORDS)
		channel_close(&vm->channel);
}

static bool pipes_are_closed(const struct vm *vm)
{
	for (int i = PIPES_FIRST; i < PIPES_END; i++)
		if (vm->wires.fds[i] >= 0)
			return false;
	return true;
}

static void read_pipe(struct vm *vm, enum source source)
{
	char buf[64 * 1024];
	ssize_t n = read(vm->wires.fds[source], buf, sizeof(buf));
	int err;

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n <= 0) {
		close_pipe(vm, source);
		if (pipes_are_closed(vm))
			step(vm, WATCH_DRAINED);
		return;
	}
	/* what it says after its time counts for nothing */
	if (source == SOURCE_RECORDS && autopsy_is_begun(&vm->autopsy)) {
		autopsy_late_record(&vm->autopsy);
		return;
	}
	err = stream_put(&vm->streams[source], buf, n);
	if (err == -E2BIG && source != SOURCE_ERRORS)
		step(vm, WATCH_FLOOD);
	/* read on, so that QEMU is not held up, but look at nothing */
	if (err == -E2BIG || err == -EOVERFLOW)
		return;
	if (err)
		fail(vm, vm->streams[source].name, err);
	if (source == SOURCE_CONSOLE)
		console_feed(&vm->console, buf, n);
	else if (source == SOURCE_RECORDS)
		take_records(vm, buf, n);
	else
		text_put_clean(&vm->errors, buf, n);
}

static void take_exit(struct vm *vm)
{
	struct vm_report *r = vm->report;
	int status;

	if (process_reap(&vm->wires.process, 0, &status))
		return;
	/* process.pidfd is the same file, so closing alone would not do */
	epoll_ctl(vm->epoll, EPOLL_CTL_DEL, vm->others[SOURCE_EXIT], NULL);
	close(take_fd(&vm->others[SOURCE_EXIT]));
	r->exited = WIFEXITED(status);
	r->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	r->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	step(vm, WATCH_EXIT);
	if (pipes_are_closed(vm))
		step(vm, WATCH_DRAINED);
}

static void take_monitor(struct vm *vm)
{
	if (vm->watch.state != WATCH_AUTOPSY ||
	    !autopsy_read(&vm->autopsy, clock_now_ms()))
		epoll_ctl(vm->epoll, EPOLL_CTL_DEL,
			  vm->wires.fds[SOURCE_MONITOR], NULL);
}

static void take_signal(struct vm *vm)
{
	struct signalfd_siginfo info;

	if (read(vm->others[SOURCE_SIGNAL], &info, sizeof(info)) ==
	    sizeof(info))
		step(vm, WATCH_SIGNAL);
}

static void take_timer(struct vm *vm)
{
	uint64_t ticks;

	if (read(vm->others[SOURCE_TIMER], &ticks, sizeof(ticks)) < 0)
		return;
	if (vm->watch.state == WATCH_AUTOPSY)
		autopsy_tick(&vm->autopsy, clock_now_ms());
	/* what came in the same turn may have moved the deadline */
	if (clock_now_ms() >= vm->watch.deadline_ms)
		step(vm, WATCH_DEADLINE);
}

static void set_timer(struct vm *vm)
{
	int64_t wake = autopsy_wake_ms(&vm->autopsy);
	int64_t at =
		vm->watch.deadline_ms < wake ? vm->watch.deadline_ms : wake;
	struct itimerspec its = {
		.it_value.tv_sec = at / 1000,
		.it_value.tv_nsec = at % 1000 * 1000000 + 1,
	};

	if (timerfd_settime(vm->others[SOURCE_TIMER], TFD_TIMER_ABSTIME, &its,
			    NULL))
		fail(vm, "timerfd", -errno);
}

/* One turn: all that is ready, the clock last. */
static void turn(struct vm *vm)
{
	struct epoll_event events[SOURCE_NR];
	bool ready[SOURCE_NR] = { false };
	int n;

	set_timer(vm);
	n = epoll_wait(vm->epoll, events, SOURCE_NR, -1);
	if (n < 0 && errno != EINTR)
		fail(vm, "epoll", -errno);
	for (int i = 0; i < n; i++)
		ready[events[i].data.u32] = true;
	for (int i = PIPES_FIRST; i < PIPES_END; i++)
		if (ready[i] && vm->wires.fds[i] >= 0)
			read_pipe(vm, i);
	if (ready[SOURCE_MONITOR])
		take_monitor(vm);
	if (ready[SOURCE_EXIT] && vm->others[SOURCE_EXIT] >= 0)
		take_exit(vm);
	if (ready[SOURCE_SIGNAL])
		take_signal(vm);
	if (ready[SOURCE_TIMER])
		take_timer(vm);
	if (vm->watch.state == WATCH_AUTOPSY && autopsy_is_done(&vm->autopsy))
		step(vm, WATCH_EXAMINED);
}

static int listen_to_all(struct vm *vm)
{
	sigset_t set;
	int err = 0;

	vm_signals(&set);
	vm->others[SOURCE_EXIT] =
		fcntl(vm->wires.process.pidfd, F_DUPFD_CLOEXEC, 0);
	vm->others[SOURCE_SIGNAL] =
		signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	vm->others[SOURCE_TIMER] =
		timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	vm->epoll = epoll_create1(EPOLL_CLOEXEC);
	for (unsigned int i = PIPES_FIRST; i < SOURCE_NR && !err; i++)
		if (i != SOURCE_MONITOR)
			err = listen_to(vm, i);
	return err;
}

static int open_files(struct vm *vm)
{
	const struct rundir *d = vm->config->rundir;
	int err = stream_open(&vm->streams[SOURCE_CONSOLE], d, "console.raw");

	return err
		       ?: stream_open(&vm->streams[SOURCE_RECORDS], d,
				      "records.bin");
}

static void vm_init(struct vm *vm, const struct vm_config *config,
		    struct vm_report *report)
{
	*vm = (struct vm){
		.config = config,
		.report = report,
		.wires = WIRES_INIT,
		.epoll = -1,
		.record = text_alloc(1, sizeof(struct record)),
		.start_ms = clock_now_ms(),
		.hello_ms = -1,
	};
	for (int i = 0; i < SOURCE_NR; i++)
		vm->others[i] = -1;
	vm->streams[SOURCE_CONSOLE] =
		(struct stream)STREAM_INIT(VM_CONSOLE_MAX_BYTES);
	vm->streams[SOURCE_ERRORS] =
		(struct stream)STREAM_INIT(VM_ERRORS_MAX_BYTES);
	vm->streams[SOURCE_RECORDS] =
		(struct stream)STREAM_INIT(VM_RECORDS_MAX_BYTES);
	console_init(&vm->console, take_line, vm);
	autopsy_init(&vm->autopsy, &vm->wires, &vm->console, &vm->session);
	channel_init(&vm->channel, config->nonce);
	session_init(&vm->session, config->plan);
	transcript_init(&vm->transcript, config->plan, config->splats);
	if (config->listener.splat)
		transcript_listen(&vm->transcript, config->listener.splat,
				  config->listener.context);
	text_init(&vm->errors);
	watch_init(&vm->watch, &config->limits, vm->start_ms);
}

static void vm_release(struct vm *vm)
{
	wires_release(&vm->wires);
	autopsy_release(&vm->autopsy);
	for (int i = 0; i < SOURCE_NR; i++)
		cleanup_fd(&vm->others[i]);
	for (int i = PIPES_FIRST; i < PIPES_END; i++)
		stream_close(&vm->streams[i]);
	cleanup_fd(&vm->epoll);
	channel_release(&vm->channel);
	session_release(&vm->session);
	transcript_release(&vm->transcript);
	text_release(&vm->errors);
	free(vm->record);
}

void vm_run(const struct vm_config *config, struct vm_report *ret)
{
	/* its buffers are large for a stack */
	struct vm *vm = text_alloc(1, sizeof(*vm));
	int err;

	*ret = (struct vm_report){
		.boot_ms = -1,
		.cases_ms = -1,
		.timing.reference_us = config->reference_us,
	};
	vm_init(vm, config, ret);
	timing_note(&ret->timing, &vm->watch, &vm->watch);
	err = open_files(vm);
	if (err) {
		ret->failure = text_format("%s: %s", config->rundir->path,
					   strerror(-err));
	} else {
		err = wires_start(&vm->wires, config->argv);
		ret->started = !err;
		if (!err)
			err = listen_to_all(vm);
		if (err)
			ret->failure = text_format("%s: %s", config->argv[0],
						   strerror(-err));
	}
	while (!err && !vm->finished)
		turn(vm);
	ret->cause = vm->watch.cause;
	ret->unreaped = vm->watch.unreaped;
	if (vm->hello_ms >= 0) {
		ret->boot_ms = vm->hello_ms - vm->start_ms;
		ret->cases_ms = clock_now_ms() - vm->hello_ms;
	}
	ret->errors = text_take(&vm->errors);
	err = autopsy_tell(&vm->autopsy, config->rundir, ret);
	if (err && !ret->failure)
		ret->failure =
			text_format("%s/blackbox.txt: %s", config->rundir->path,
				    strerror(-err));
	vm_release(vm);
	free(vm);
}
