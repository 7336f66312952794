// SPDX-License-Identifier: GPL-2.0-only
/*
 * sched_ext: the map of struct_ops is the scheduler of all tasks for a while,
 * in which more tasks are busy than there are CPUs. It is unloaded before the
 * variable is read, so that what it does at its end is seen as well.
 *
 * A scheduler that does not schedule stops everything, the exercise included,
 * until the kernel's watchdog ends it. So that is made to come soon.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "attempt.h"
#include "cleanup.h"
#include "exercises.h"
#include "pause.h"

#define STATE_PATH "/sys/kernel/sched_ext/state"
#define BUSY_MS 1000
#define WATCHDOG_MS 5000
#define TASKS_PER_CPU 2
#define TASKS_MAX 16

static pid_t tasks[TASKS_MAX];
static int tasks_nr;

/* "disabled", "enabled" and what is between; "" when it can not be read. */
static void read_state(char *state, size_t size)
{
	CLEANUP_FILE FILE *file = fopen(STATE_PATH, "re");

	state[0] = '\0';
	if (file && fgets(state, (int)size, file))
		state[strcspn(state, "\n")] = '\0';
}

static bool state_is(const char *wanted)
{
	char state[32];

	read_state(state, sizeof(state));
	return strcmp(state, wanted) == 0;
}

/* Waits for it; on false the attempt has stopped at that stage. */
static bool await_state(struct exercises_state *s, const char *wanted,
			enum record_stage stage)
{
	struct pause p = pause_begin(PAUSE_LONG_MS);
	char state[32];

	while (!state_is(wanted)) {
		if (pause_more(&p))
			continue;
		read_state(state, sizeof(state));
		attempt_stop(s->a, stage, 0, "sched_ext is '%s', not '%s'",
			     state, wanted);
		return false;
	}
	return true;
}

/* In the map's value before it is loaded; NULL: it has no such member. */
static uint32_t *find_timeout(struct exercises_state *s)
{
	const struct btf *btf = bpf_object__btf(s->obj);
	int id = btf__find_by_name_kind(btf, "sched_ext_ops", BTF_KIND_STRUCT);
	const struct btf_type *t = id > 0 ? btf__type_by_id(btf, id) : NULL;
	size_t bytes = 0;
	char *ops = bpf_map__initial_value(s->map, &bytes);

	for (uint32_t i = 0; ops && t && i < btf_vlen(t); i++) {
		const struct btf_member *m = &btf_members(t)[i];
		size_t offset = btf_member_bit_offset(t, i) / 8;

		if (strcmp(btf__name_by_offset(btf, m->name_off),
			   "timeout_ms") == 0 &&
		    btf__resolve_size(btf, m->type) == sizeof(uint32_t) &&
		    offset + sizeof(uint32_t) <= bytes)
			return (uint32_t *)(ops + offset);
	}
	return NULL;
}

static int prepare(struct exercises_state *s)
{
	uint32_t *timeout_ms = find_timeout(s);

	if (!timeout_ms)
		return attempt_stop(s->a, RECORD_STAGE_NEEDS, 0,
				    "the map is no scheduler with a timeout");
	*timeout_ms = WATCHDOG_MS;
	if (!state_is("disabled"))
		return attempt_stop(s->a, RECORD_STAGE_NEEDS, 0,
				    "%s does not say 'disabled'", STATE_PATH);
	return 0;
}

static void __attribute__((noreturn)) be_busy(void)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	for (unsigned int i = 1;; i++) {
		if (i % 1000 == 0)
			usleep(100);
		else
			sched_yield();
	}
}

static int start_tasks(struct exercises_state *s)
{
	long wanted = sysconf(_SC_NPROCESSORS_ONLN) * TASKS_PER_CPU;

	for (tasks_nr = 0; tasks_nr < wanted && tasks_nr < TASKS_MAX;
	     tasks_nr++) {
		tasks[tasks_nr] = fork();
		if (tasks[tasks_nr] == 0)
			be_busy();
		if (tasks[tasks_nr] < 0)
			return attempt_stop(s->a, RECORD_STAGE_NEEDS, 0,
					    "fork: %s", strerror(errno));
	}
	return 0;
}

static void stop_tasks(void)
{
	while (tasks_nr > 0) {
		pid_t pid = tasks[--tasks_nr];

		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
	}
}

static int perform(struct exercises_state *s)
{
	struct pause p = pause_begin(BUSY_MS);

	if (attachment_map(&s->attachment, s->a, s->map) ||
	    !await_state(s, "enabled", RECORD_STAGE_RUN) || start_tasks(s))
		return -1;
	while (pause_more(&p))
		;
	if (!state_is("enabled"))
		return attempt_stop(s->a, RECORD_STAGE_RUN, 0,
				    "the scheduler did not last");
	stop_tasks();
	if (attachment_release(&s->attachment, s->a) ||
	    !await_state(s, "disabled", RECORD_STAGE_NEEDS))
		return -1;
	return reading_end(&s->seen);
}

static int finish(struct exercises_state *s)
{
	int err;

	stop_tasks();
	err = attachment_release(&s->attachment, s->a);
	return await_state(s, "disabled", RECORD_STAGE_NEEDS) ? err : -1;
}

const struct exercises_ops exercise_sched_ext = {
	.prepare = prepare,
	.perform = perform,
	.finish = finish,
};
