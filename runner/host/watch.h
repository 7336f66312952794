/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * watch: the supervisor's policy, and nothing but policy.
 *
 * watch_init(), then watch_step() for each thing that happens, in the order
 * that it happened. It does no I/O: it says what to do, and when at the latest
 * it wants to be woken with WATCH_DEADLINE. All times are milliseconds of one
 * monotonic clock.
 *
 * Two things that the guest says move deadlines, each within a bound that is
 * the host's: watch_clock(), that its kernel's clock goes on, while it boots;
 * watch_scale(), how slow its machine is, when HELLO says so. A case's limit is
 * the same for all: how long each takes (configs/durations) is known of some
 * and only as a weight, and the slowest has a fortieth of the limit. By default
 * it is longer than the kernel's own detectors need, so that they speak first:
 * a soft lockup is told after 22 to 30 s, a hard one on arm64 after up to 35.
 */
#ifndef RIG_WATCH_H
#define RIG_WATCH_H

#include <stdbool.h>
#include <stdint.h>

enum watch_state {
	WATCH_BOOT, /* nothing has been heard of the guest yet */
	WATCH_IDLE, /* it has spoken; no case is running */
	WATCH_CASE, /* a case is running */
	WATCH_CLOSING, /* END came; the guest has to power off */
	WATCH_AUTOPSY, /* its time is up; it is asked what it is at */
	WATCH_GRACE, /* it is lost; its last words are waited for */
	WATCH_TERM, /* QEMU was asked to go */
	WATCH_KILL, /* QEMU was killed */
	WATCH_GONE, /* QEMU is gone; what it left in the pipes is read */
	WATCH_DONE,
	WATCH_STATE_NR,
};

enum watch_event {
	WATCH_HELLO,
	WATCH_START,
	WATCH_VERDICT,
	WATCH_END,
	WATCH_BROKEN, /* the channel can not be believed, or the runner gave up */
	WATCH_PANIC, /* the console told of a panic or an oops */
	WATCH_FLOOD, /* more output than any run makes */
	WATCH_DEADLINE, /* the time that ->deadline_ms told */
	WATCH_SIGNAL, /* somebody wants the run to stop */
	WATCH_FAILURE, /* the rig can not go on: disk full */
	WATCH_EXIT, /* QEMU is gone */
	WATCH_EXAMINED, /* all that there was to ask was asked */
	WATCH_DRAINED, /* all pipes are at their end */
	WATCH_EVENT_NR,
};

/* Why the run did not go to its end by itself. */
enum watch_cause {
	WATCH_NO_CAUSE,
	WATCH_CAUSE_BOOT, /* the boot deadline passed */
	WATCH_CAUSE_IDLE, /* between two cases */
	WATCH_CAUSE_CASE,
	WATCH_CAUSE_RUN, /* that of the whole run */
	WATCH_CAUSE_POWEROFF, /* END came, and QEMU stayed */
	WATCH_CAUSE_PANIC,
	WATCH_CAUSE_BROKEN,
	WATCH_CAUSE_FLOOD,
	WATCH_CAUSE_UNDRAINED, /* QEMU is gone, and its pipes had no end */
	WATCH_CAUSE_SIGNAL,
	WATCH_CAUSE_FAILURE,
	WATCH_CAUSE_NR,
};

enum watch_action {
	WATCH_NOTHING,
	WATCH_EXAMINE, /* find out what the guest is at, then WATCH_EXAMINED */
	WATCH_SEND_TERM,
	WATCH_SEND_KILL,
	WATCH_FINISH, /* leave the loop */
	WATCH_ACTION_NR,
};

#define WATCH_BOOT_TIMES 5 /* ->boot_ms at the most, whatever the clock does */
#define WATCH_RUN_MOST_MS (3600 * 1000) /* a larger ->run_ms is not scaled */
#define WATCH_AUTOPSY_MOST_MS (30 * 1000) /* likewise ->autopsy_ms */

struct watch_limits {
	/* from the start, or when its clock last moved, to HELLO */
	int64_t boot_ms;
	int64_t case_ms; /* for one case, and for the pause before it */
	int64_t run_ms; /* for everything */
	int64_t poweroff_ms; /* from END to the exit */
	int64_t autopsy_ms; /* from a deadline, or a flood, to TERM */
	int64_t grace_ms; /* from a panic to TERM */
	int64_t term_ms; /* from TERM to KILL */
	int64_t kill_ms; /* from KILL to giving up */
	int64_t drain_ms; /* from the exit to closing the pipes */
};

extern const struct watch_limits watch_limits_default;

struct watch {
	struct watch_limits limits;
	enum watch_state state;
	enum watch_cause cause; /* the first one; the rest follows from it */
	int64_t start_ms;
	int64_t entered_ms; /* when this state began */
	int64_t clock_us; /* the latest that its kernel told; -1: none */
	uint32_t factor; /* of pace.h; the limits are scaled by it already */
	int64_t boot_allowed_ms; /* from the start; grows as its clock moves */
	int64_t deadline_ms; /* absolute */
	bool run_deadline; /* that deadline is the run's */
	bool unreaped; /* killed, and still there */
};

void watch_init(struct watch *w, const struct watch_limits *limits,
		int64_t now_ms);

enum watch_action watch_step(struct watch *w, enum watch_event event,
			     int64_t now_ms);

/*
 * How slow the guest's machine is, before the step of its HELLO: from then on
 * all that the guest does may take that many times longer.
 */
void watch_scale(struct watch *w, uint32_t factor);

/* The time since its boot that the guest's kernel put on a console line. */
void watch_clock(struct watch *w, int64_t clock_us, int64_t now_ms);

/*
 * How long it takes at most from a deadline of the guest's (of boot, case,
 * pause, poweroff or run) to WATCH_FINISH, if nothing but time passes. By the
 * default limits: 15 s; on a slow machine, by which they are scaled, 39 s.
 */
int64_t watch_overrun_ms(const struct watch_limits *limits);

/* Words for manifest, log and tests; never NULL. */
const char *watch_state_name(enum watch_state state);
const char *watch_cause_name(enum watch_cause cause);
/* Can a guest that ended so have been looked at? */
bool watch_cause_looks(enum watch_cause cause);
bool watch_cause_parse(const char *name, enum watch_cause *ret);

#endif
