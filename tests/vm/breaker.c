// SPDX-License-Identifier: GPL-2.0-only
/*
 * breaker: what the runner of the fault image has more than the product's.
 *
 * The linker puts it around the runner's own functions (--wrap), so that no
 * other runner has a switch for any of it. The fault image's file FAULT_PATH
 * is one line:
 *
 *	WHERE VERB [ARGUMENT]...
 *
 * WHERE is "boot", before the first record; "end", after the last; a case's
 * id; or "later:" and a case's id: not in a boot that begins with that case.
 * A verb of the table below the runner does itself, in the middle of the case;
 * all else is FAULT_SCRIPT's, in the case's own process.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "attempt.h"
#include "channel.h"
#include "cleanup.h"
#include "plan.h"
#include "trial.h"

#define FAULT_PATH "/faults/fault"
#define FAULT_SCRIPT "/faults/break"
#define LATER "later:"

int __real_channel_open(struct channel *c, const uint8_t *nonce,
			int timeout_ms);
int __wrap_channel_open(struct channel *c, const uint8_t *nonce,
			int timeout_ms);
void __real_attempt_fork(struct attempt *a, attempt_fn *fn, const void *arg);
void __wrap_attempt_fork(struct attempt *a, attempt_fn *fn, const void *arg);

static struct {
	char line[512];
	const char *where;
	const char *verb;
	char *words; /* the verb and its arguments */
	unsigned int begun; /* cases of this boot */
	struct channel *channel;
	attempt_fn *try;
} breaker;

static void __attribute__((noreturn)) sleep_for_ever(void)
{
	for (;;)
		pause();
}

static void leave(void)
{
	_exit(3);
}

static void die(void)
{
	kill(getpid(), SIGKILL);
}

/* A frame that is announced, and does not come. */
static void send_half(void)
{
	struct channel *c = breaker.channel;
	struct record *record = channel_begin(c, RECORD_ERROR);
	size_t bytes = 0;

	record_put_text(record, RECORD_KEY_REASON, "half of this is sent");
	record_encode(record, c->frame, sizeof(c->frame), &bytes);
	if (write(c->fd, c->frame, bytes / 2) < 0)
		perror("breaker: half a frame");
}

static void stall(void)
{
	send_half();
	sleep_for_ever();
}

static void cut(void)
{
	send_half();
	leave();
}

/* Records that are sound, one after the other. */
static void babble(void)
{
	static const char data[RECORD_LOG_CHUNK_BYTES];

	for (;;) {
		struct record *record =
			channel_begin(breaker.channel, RECORD_LOG);

		record_put_number(record, RECORD_KEY_INDEX, breaker.begun - 1);
		record_put_number(record, RECORD_KEY_STREAM,
				  RECORD_STREAM_STDOUT);
		record_put_bytes(record, RECORD_KEY_DATA, data, sizeof(data));
		if (channel_send(breaker.channel))
			leave();
	}
}

static const struct {
	const char *verb;
	void (*act)(void);
} verbs[] = {
	{ "exit", leave },  { "die", die }, { "sleep", sleep_for_ever },
	{ "stall", stall }, { "cut", cut }, { "babble", babble },
};

/* The status of its process, as waitpid() tells it. */
static int run_script(void)
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0) {
		execl(FAULT_SCRIPT, FAULT_SCRIPT, breaker.words, NULL);
		perror("breaker: " FAULT_SCRIPT);
		_exit(127);
	}
	if (pid > 0)
		waitpid(pid, &status, 0);
	return status;
}

static bool do_it_myself(void)
{
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++)
		if (strcmp(breaker.verb, verbs[i].verb) == 0) {
			verbs[i].act();
			return true;
		}
	return false;
}

/* In a process of the case, which goes on if the script did what it should. */
static void break_and_try(struct attempt *a, const void *arg)
{
	int status = run_script();

	if (status)
		attempt_stop(a, RECORD_STAGE_NEEDS, 0,
			     "the fault '%s' ended with status %#x",
			     breaker.words, (unsigned int)status);
	else
		breaker.try(a, arg);
}

static void break_outside_of_cases(void)
{
	if (!do_it_myself() && run_script())
		fprintf(stderr, "breaker: '%s' failed\n", breaker.words);
}

static void at_end(void)
{
	if (strcmp(breaker.where, "end") == 0)
		break_outside_of_cases();
}

static void __attribute__((constructor)) read_fault(void)
{
	CLEANUP_FILE FILE *f = fopen(FAULT_PATH, "re");
	char *rest = breaker.line;
	char pid[16];

	/* An image without one says so: nothing would be tested. */
	if (!f || !fgets(breaker.line, sizeof(breaker.line), f)) {
		perror("breaker: " FAULT_PATH);
		_exit(127);
	}
	rest[strcspn(rest, "\n")] = '\0';
	breaker.where = strsep(&rest, " ");
	breaker.words = rest ? strdup(rest) : NULL;
	breaker.verb = strsep(&rest, " ");
	if (!breaker.words || !breaker.verb) {
		fprintf(stderr, "breaker: %s has no verb\n", FAULT_PATH);
		_exit(127);
	}
	snprintf(pid, sizeof(pid), "%d", getpid());
	setenv("RUNNER", pid, 1); /* the script may end it */
	atexit(at_end);
}

static bool is_for(const char *id)
{
	size_t later = strlen(LATER);

	if (strncmp(breaker.where, LATER, later) == 0)
		return breaker.begun > 1 &&
		       strcmp(breaker.where + later, id) == 0;
	return strcmp(breaker.where, id) == 0;
}

int __wrap_channel_open(struct channel *c, const uint8_t *nonce, int timeout_ms)
{
	if (strcmp(breaker.where, "boot") == 0)
		break_outside_of_cases();
	breaker.channel = c;
	return __real_channel_open(c, nonce, timeout_ms);
}

void __wrap_attempt_fork(struct attempt *a, attempt_fn *fn, const void *arg)
{
	const struct trial *trial = arg;

	breaker.begun++;
	if (is_for(trial->c->id) && !do_it_myself()) {
		breaker.try = fn;
		fn = break_and_try;
	}
	__real_attempt_fork(a, fn, arg);
}
