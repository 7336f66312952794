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

#include "channel.h"
#include "cleanup.h"
#include "clock.h"
#include "console.h"
#include "pace.h"
#include "process.h"
#include "qemu.h"
#include "rundir.h"
#include "session.h"
#include "text.h"

/* Descriptors of the loop; pipes first, in the order of QEMU's descriptors. */
enum source {
	SOURCE_CONSOLE,
	SOURCE_ERRORS,
	SOURCE_RECORDS,
	SOURCE_PIPES_NR,
	SOURCE_EXIT = SOURCE_PIPES_NR,
	SOURCE_SIGNAL,
	SOURCE_TIMER,
	SOURCE_NR,
};

struct vm {
	const struct vm_config *config;
	struct vm_report *report;
	struct watch watch;
	struct process process;
	int epoll;
	int fds[SOURCE_NR];
	int files[SOURCE_PIPES_NR]; /* where the bytes go; -1: nowhere */
	uint64_t bytes[SOURCE_PIPES_NR];
	struct console console;
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

static void step(struct vm *vm, enum watch_event event)
{
	const struct watch before = vm->watch;
	enum watch_action action =
		watch_step(&vm->watch, event, clock_now_ms());

	timing_note(&vm->report->timing, &before, &vm->watch);
	switch (action) {
	case WATCH_SEND_TERM:
		vm->report->told_to_go = true;
		process_kill(&vm->process, SIGTERM);
		break;
	case WATCH_SEND_KILL:
		vm->report->told_to_go = true;
		process_kill(&vm->process, SIGKILL);
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

static void keep(struct vm *vm, enum source source, const char *data,
		 size_t bytes)
{
	static const char *const names[] = {
		[SOURCE_CONSOLE] = "console.raw",
		[SOURCE_RECORDS] = "records.bin",
	};

	while (bytes && vm->files[source] >= 0) {
		ssize_t n = write(vm->files[source], data, bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			int err = -errno;

			close(take_fd(&vm->files[source]));
			fail(vm, names[source], err);
			return;
		}
		data += n;
		bytes -= n;
	}
}

static void close_pipe(struct vm *vm, enum source source)
{
	if (vm->fds[source] < 0)
		return;
	close(take_fd(&vm->fds[source]));
	if (source == SOURCE_CONSOLE)
		console_close(&vm->console);
	if (source == SOURCE_RECORDS)
		channel_close(&vm->channel);
}

static bool pipes_are_closed(const struct vm *vm)
{
	for (int i = 0; i < SOURCE_PIPES_NR; i++)
		if (vm->fds[i] >= 0)
			return false;
	return true;
}

static void read_pipe(struct vm *vm, enum source source)
{
	static const uint64_t most[] = {
		[SOURCE_CONSOLE] = VM_CONSOLE_MAX_BYTES,
		[SOURCE_ERRORS] = VM_ERRORS_MAX_BYTES,
		[SOURCE_RECORDS] = VM_RECORDS_MAX_BYTES,
	};
	char buf[64 * 1024];
	ssize_t n = read(vm->fds[source], buf, sizeof(buf));
	bool was_over = vm->bytes[source] > most[source];

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (n <= 0) {
		close_pipe(vm, source);
		if (pipes_are_closed(vm))
			step(vm, WATCH_DRAINED);
		return;
	}
	vm->bytes[source] += n;
	if (vm->bytes[source] > most[source]) {
		/* read on, so that QEMU is not held up, but keep nothing */
		if (!was_over && source != SOURCE_ERRORS)
			step(vm, WATCH_FLOOD);
		return;
	}
	keep(vm, source, buf, n);
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

	if (process_reap(&vm->process, 0, &status))
		return;
	/* process.pidfd is the same file, so closing alone would not do */
	epoll_ctl(vm->epoll, EPOLL_CTL_DEL, vm->fds[SOURCE_EXIT], NULL);
	close(take_fd(&vm->fds[SOURCE_EXIT]));
	r->exited = WIFEXITED(status);
	r->exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
	r->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	step(vm, WATCH_EXIT);
	if (pipes_are_closed(vm))
		step(vm, WATCH_DRAINED);
}

static void take_signal(struct vm *vm)
{
	struct signalfd_siginfo info;

	if (read(vm->fds[SOURCE_SIGNAL], &info, sizeof(info)) == sizeof(info))
		step(vm, WATCH_SIGNAL);
}

static void take_timer(struct vm *vm)
{
	uint64_t ticks;

	if (read(vm->fds[SOURCE_TIMER], &ticks, sizeof(ticks)) < 0)
		return;
	/* what came in the same turn may have moved the deadline */
	if (clock_now_ms() >= vm->watch.deadline_ms)
		step(vm, WATCH_DEADLINE);
}

static void set_timer(struct vm *vm)
{
	int64_t at = vm->watch.deadline_ms;
	struct itimerspec its = {
		.it_value.tv_sec = at / 1000,
		.it_value.tv_nsec = at % 1000 * 1000000 + 1,
	};

	if (timerfd_settime(vm->fds[SOURCE_TIMER], TFD_TIMER_ABSTIME, &its,
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
	for (int i = 0; i < SOURCE_PIPES_NR; i++)
		if (ready[i] && vm->fds[i] >= 0)
			read_pipe(vm, i);
	if (ready[SOURCE_EXIT] && vm->fds[SOURCE_EXIT] >= 0)
		take_exit(vm);
	if (ready[SOURCE_SIGNAL])
		take_signal(vm);
	if (ready[SOURCE_TIMER])
		take_timer(vm);
}

/* Starts QEMU with pipes whose other ends are ours. 0 or -errno. */
static int start(struct vm *vm)
{
	CLEANUP_FD int null = open("/dev/null", O_RDONLY | O_CLOEXEC);
	int theirs[SOURCE_PIPES_NR] = { -1, -1, -1 };
	int err = null < 0 ? -errno : 0;

	static_assert(QEMU_RECORDS_FD == SOURCE_RECORDS + 1,
		      "pipes are QEMU's descriptors from 1 on");
	for (int i = 0; i < SOURCE_PIPES_NR && !err; i++) {
		int pipe_fds[2];

		if (pipe2(pipe_fds, O_CLOEXEC)) {
			err = -errno;
			break;
		}
		vm->fds[i] = pipe_fds[0];
		theirs[i] = pipe_fds[1];
		fcntl(vm->fds[i], F_SETFL, O_NONBLOCK);
	}
	if (!err)
		err = process_spawn(vm->config->argv,
				    (int[]){ null, theirs[0], theirs[1],
					     theirs[2] },
				    4, &vm->process);
	for (int i = 0; i < SOURCE_PIPES_NR; i++)
		if (theirs[i] >= 0)
			close(theirs[i]);
	return err;
}

static int listen_to_all(struct vm *vm)
{
	sigset_t set;

	vm_signals(&set);
	vm->fds[SOURCE_EXIT] = fcntl(vm->process.pidfd, F_DUPFD_CLOEXEC, 0);
	vm->fds[SOURCE_SIGNAL] = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
	vm->fds[SOURCE_TIMER] =
		timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
	vm->epoll = epoll_create1(EPOLL_CLOEXEC);
	if (vm->epoll < 0)
		return -errno;
	for (unsigned int i = 0; i < SOURCE_NR; i++) {
		struct epoll_event event = { .events = EPOLLIN, .data.u32 = i };

		if (vm->fds[i] < 0 ||
		    epoll_ctl(vm->epoll, EPOLL_CTL_ADD, vm->fds[i], &event))
			return -errno;
	}
	return 0;
}

static int open_files(struct vm *vm)
{
	const struct rundir *d = vm->config->rundir;
	int fd = rundir_open_stream(d, "console.raw");

	if (fd < 0)
		return fd;
	vm->files[SOURCE_CONSOLE] = fd;
	fd = rundir_open_stream(d, "records.bin");
	if (fd < 0)
		return fd;
	vm->files[SOURCE_RECORDS] = fd;
	return 0;
}

static void vm_init(struct vm *vm, const struct vm_config *config,
		    struct vm_report *report)
{
	*vm = (struct vm){
		.config = config,
		.report = report,
		.process = PROCESS_INIT,
		.epoll = -1,
		.record = text_alloc(1, sizeof(struct record)),
		.start_ms = clock_now_ms(),
		.hello_ms = -1,
	};
	for (int i = 0; i < SOURCE_NR; i++)
		vm->fds[i] = -1;
	for (int i = 0; i < SOURCE_PIPES_NR; i++)
		vm->files[i] = -1;
	console_init(&vm->console, take_line, vm);
	channel_init(&vm->channel, config->nonce);
	session_init(&vm->session, config->plan);
	text_init(&vm->errors);
	watch_init(&vm->watch, &config->limits, vm->start_ms);
}

static void vm_release(struct vm *vm)
{
	/* first of all: nothing stays behind, wherever we come from */
	process_release(&vm->process);
	for (int i = 0; i < SOURCE_NR; i++)
		if (vm->fds[i] >= 0)
			close(vm->fds[i]);
	for (int i = 0; i < SOURCE_PIPES_NR; i++)
		if (vm->files[i] >= 0)
			close(vm->files[i]);
	if (vm->epoll >= 0)
		close(vm->epoll);
	channel_release(&vm->channel);
	session_release(&vm->session);
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
		err = start(vm);
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
	vm_release(vm);
	free(vm);
}
