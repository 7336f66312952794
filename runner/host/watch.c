// SPDX-License-Identifier: GPL-2.0-only
#include "watch.h"

#include <assert.h>
#include <string.h>

#include "pace.h"

const struct watch_limits watch_limits_default = {
	.boot_ms = 60 * 1000,
	.case_ms = 60 * 1000,
	.run_ms = 600 * 1000,
	.poweroff_ms = 15 * 1000,
	.grace_ms = 2 * 1000,
	.autopsy_ms = 6 * 1000,
	.term_ms = 2 * 1000,
	.kill_ms = 5 * 1000,
	.drain_ms = 2 * 1000,
};

struct cell {
	bool defined; /* so that a cell left out is not a cell */
	enum watch_state next;
	enum watch_action action;
	enum watch_cause cause;
};

#define STAY(state) { true, WATCH_##state, WATCH_NOTHING, WATCH_NO_CAUSE }
#define GO(state) { true, WATCH_##state, WATCH_NOTHING, WATCH_NO_CAUSE }
#define DO(state, action) \
	{ true, WATCH_##state, WATCH_##action, WATCH_NO_CAUSE }
#define LOOK(why) { true, WATCH_AUTOPSY, WATCH_EXAMINE, WATCH_CAUSE_##why }
#define STOP(why) { true, WATCH_TERM, WATCH_SEND_TERM, WATCH_CAUSE_##why }
#define LOST(why) { true, WATCH_GRACE, WATCH_NOTHING, WATCH_CAUSE_##why }

/*
 * Records out of their order do not get here as what they claim to be: the
 * session turns them into WATCH_BROKEN. A cell for them is still there, and
 * changes nothing.
 */
static const struct cell table[WATCH_STATE_NR][WATCH_EVENT_NR] = {
	[WATCH_BOOT] = {
		[WATCH_HELLO] = GO(IDLE),
		[WATCH_START] = GO(CASE),
		[WATCH_VERDICT] = STAY(BOOT),
		[WATCH_END] = GO(CLOSING),
		[WATCH_BROKEN] = LOST(BROKEN),
		[WATCH_PANIC] = LOST(PANIC),
		[WATCH_FLOOD] = LOOK(FLOOD),
		[WATCH_DEADLINE] = LOOK(BOOT),
		[WATCH_SIGNAL] = STOP(SIGNAL),
		[WATCH_FAILURE] = STOP(FAILURE),
		[WATCH_EXIT] = GO(GONE),
		[WATCH_EXAMINED] = STAY(BOOT),
		[WATCH_DRAINED] = STAY(BOOT),
	},
	[WATCH_IDLE] = {
		[WATCH_HELLO] = STAY(IDLE),
		[WATCH_START] = GO(CASE),
		[WATCH_VERDICT] = STAY(IDLE),
		[WATCH_END] = GO(CLOSING),
		[WATCH_BROKEN] = LOST(BROKEN),
		[WATCH_PANIC] = LOST(PANIC),
		[WATCH_FLOOD] = LOOK(FLOOD),
		[WATCH_DEADLINE] = LOOK(IDLE),
		[WATCH_SIGNAL] = STOP(SIGNAL),
		[WATCH_FAILURE] = STOP(FAILURE),
		[WATCH_EXIT] = GO(GONE),
		[WATCH_EXAMINED] = STAY(IDLE),
		[WATCH_DRAINED] = STAY(IDLE),
	},
	[WATCH_CASE] = {
		[WATCH_HELLO] = STAY(CASE),
		[WATCH_START] = STAY(CASE),
		[WATCH_VERDICT] = GO(IDLE),
		[WATCH_END] = GO(CLOSING),
		[WATCH_BROKEN] = LOST(BROKEN),
		[WATCH_PANIC] = LOST(PANIC),
		[WATCH_FLOOD] = LOOK(FLOOD),
		[WATCH_DEADLINE] = LOOK(CASE),
		[WATCH_SIGNAL] = STOP(SIGNAL),
		[WATCH_FAILURE] = STOP(FAILURE),
		[WATCH_EXIT] = GO(GONE),
		[WATCH_EXAMINED] = STAY(CASE),
		[WATCH_DRAINED] = STAY(CASE),
	},
	[WATCH_CLOSING] = {
		[WATCH_HELLO] = STAY(CLOSING),
		[WATCH_START] = STAY(CLOSING),
		[WATCH_VERDICT] = STAY(CLOSING),
		[WATCH_END] = STAY(CLOSING),
		[WATCH_BROKEN] = LOST(BROKEN),
		[WATCH_PANIC] = LOST(PANIC),
		[WATCH_FLOOD] = LOOK(FLOOD),
		[WATCH_DEADLINE] = LOOK(POWEROFF),
		[WATCH_SIGNAL] = STOP(SIGNAL),
		[WATCH_FAILURE] = STOP(FAILURE),
		[WATCH_EXIT] = GO(GONE),
		[WATCH_EXAMINED] = STAY(CLOSING),
		[WATCH_DRAINED] = STAY(CLOSING),
	},
	/* what the guest says now is the doing of whoever looks at it */
	[WATCH_AUTOPSY] = {
		[WATCH_HELLO] = STAY(AUTOPSY),
		[WATCH_START] = STAY(AUTOPSY),
		[WATCH_VERDICT] = STAY(AUTOPSY),
		[WATCH_END] = STAY(AUTOPSY),
		[WATCH_BROKEN] = STAY(AUTOPSY),
		[WATCH_PANIC] = STAY(AUTOPSY),
		[WATCH_FLOOD] = DO(TERM, SEND_TERM),
		[WATCH_DEADLINE] = DO(TERM, SEND_TERM),
		[WATCH_SIGNAL] = STOP(SIGNAL),
		[WATCH_FAILURE] = STOP(FAILURE),
		[WATCH_EXIT] = GO(GONE),
		[WATCH_EXAMINED] = DO(TERM, SEND_TERM),
		[WATCH_DRAINED] = STAY(AUTOPSY),
	},
	[WATCH_GRACE] = {
		[WATCH_HELLO] = STAY(GRACE),
		[WATCH_START] = STAY(GRACE),
		[WATCH_VERDICT] = STAY(GRACE),
		[WATCH_END] = STAY(GRACE),
		[WATCH_BROKEN] = STAY(GRACE),
		[WATCH_PANIC] = STAY(GRACE),
		[WATCH_FLOOD] = STOP(FLOOD),
		[WATCH_DEADLINE] = DO(TERM, SEND_TERM),
		[WATCH_SIGNAL] = STOP(SIGNAL),
		[WATCH_FAILURE] = STOP(FAILURE),
		[WATCH_EXIT] = GO(GONE),
		[WATCH_EXAMINED] = STAY(GRACE),
		[WATCH_DRAINED] = STAY(GRACE),
	},
	/* a second signal, or anything that fails now, makes it faster */
	[WATCH_TERM] = {
		[WATCH_HELLO] = STAY(TERM),
		[WATCH_START] = STAY(TERM),
		[WATCH_VERDICT] = STAY(TERM),
		[WATCH_END] = STAY(TERM),
		[WATCH_BROKEN] = STAY(TERM),
		[WATCH_PANIC] = STAY(TERM),
		[WATCH_FLOOD] = DO(KILL, SEND_KILL),
		[WATCH_DEADLINE] = DO(KILL, SEND_KILL),
		[WATCH_SIGNAL] = DO(KILL, SEND_KILL),
		[WATCH_FAILURE] = DO(KILL, SEND_KILL),
		[WATCH_EXIT] = GO(GONE),
		[WATCH_EXAMINED] = STAY(TERM),
		[WATCH_DRAINED] = STAY(TERM),
	},
	[WATCH_KILL] = {
		[WATCH_HELLO] = STAY(KILL),
		[WATCH_START] = STAY(KILL),
		[WATCH_VERDICT] = STAY(KILL),
		[WATCH_END] = STAY(KILL),
		[WATCH_BROKEN] = STAY(KILL),
		[WATCH_PANIC] = STAY(KILL),
		[WATCH_FLOOD] = STAY(KILL),
		[WATCH_DEADLINE] = DO(DONE, FINISH),
		[WATCH_SIGNAL] = STAY(KILL),
		[WATCH_FAILURE] = STAY(KILL),
		[WATCH_EXIT] = GO(GONE),
		[WATCH_EXAMINED] = STAY(KILL),
		[WATCH_DRAINED] = STAY(KILL),
	},
	[WATCH_GONE] = {
		[WATCH_HELLO] = STAY(GONE),
		[WATCH_START] = STAY(GONE),
		[WATCH_VERDICT] = STAY(GONE),
		[WATCH_END] = STAY(GONE),
		[WATCH_BROKEN] = STAY(GONE),
		[WATCH_PANIC] = STAY(GONE),
		[WATCH_FLOOD] = { true, WATCH_DONE, WATCH_FINISH,
				  WATCH_CAUSE_FLOOD },
		[WATCH_DEADLINE] = { true, WATCH_DONE, WATCH_FINISH,
				     WATCH_CAUSE_UNDRAINED },
		[WATCH_SIGNAL] = { true, WATCH_DONE, WATCH_FINISH,
				   WATCH_CAUSE_SIGNAL },
		[WATCH_FAILURE] = { true, WATCH_DONE, WATCH_FINISH,
				    WATCH_CAUSE_FAILURE },
		[WATCH_EXIT] = STAY(GONE),
		[WATCH_EXAMINED] = STAY(GONE),
		[WATCH_DRAINED] = DO(DONE, FINISH),
	},
	[WATCH_DONE] = {
		[WATCH_HELLO] = DO(DONE, FINISH),
		[WATCH_START] = DO(DONE, FINISH),
		[WATCH_VERDICT] = DO(DONE, FINISH),
		[WATCH_END] = DO(DONE, FINISH),
		[WATCH_BROKEN] = DO(DONE, FINISH),
		[WATCH_PANIC] = DO(DONE, FINISH),
		[WATCH_FLOOD] = DO(DONE, FINISH),
		[WATCH_DEADLINE] = DO(DONE, FINISH),
		[WATCH_SIGNAL] = DO(DONE, FINISH),
		[WATCH_FAILURE] = DO(DONE, FINISH),
		[WATCH_EXIT] = DO(DONE, FINISH),
		[WATCH_EXAMINED] = DO(DONE, FINISH),
		[WATCH_DRAINED] = DO(DONE, FINISH),
	},
};

static_assert(WATCH_STATE_NR == 10, "a state more wants its row");
static_assert(WATCH_EVENT_NR == 13, "an event more wants a cell in each row");

static const char *const state_names[] = {
	[WATCH_BOOT] = "boot",	     [WATCH_IDLE] = "idle",
	[WATCH_CASE] = "case",	     [WATCH_CLOSING] = "closing",
	[WATCH_AUTOPSY] = "autopsy", [WATCH_GRACE] = "grace",
	[WATCH_TERM] = "term",	     [WATCH_KILL] = "kill",
	[WATCH_GONE] = "gone",	     [WATCH_DONE] = "done",
};

static const char *const cause_names[] = {
	[WATCH_NO_CAUSE] = "none",
	[WATCH_CAUSE_BOOT] = "boot-deadline",
	[WATCH_CAUSE_IDLE] = "idle-deadline",
	[WATCH_CAUSE_CASE] = "case-deadline",
	[WATCH_CAUSE_RUN] = "run-deadline",
	[WATCH_CAUSE_POWEROFF] = "poweroff-deadline",
	[WATCH_CAUSE_PANIC] = "panic",
	[WATCH_CAUSE_BROKEN] = "channel",
	[WATCH_CAUSE_FLOOD] = "flood",
	[WATCH_CAUSE_UNDRAINED] = "undrained",
	[WATCH_CAUSE_SIGNAL] = "interrupted",
	[WATCH_CAUSE_FAILURE] = "failure",
};

static_assert(sizeof(state_names) / sizeof(state_names[0]) == WATCH_STATE_NR,
	      "every state has a name");
static_assert(sizeof(cause_names) / sizeof(cause_names[0]) == WATCH_CAUSE_NR,
	      "every cause has a name");

const char *watch_state_name(enum watch_state state)
{
	return state_names[state];
}

const char *watch_cause_name(enum watch_cause cause)
{
	return cause_names[cause];
}

bool watch_cause_looks(enum watch_cause cause)
{
	switch (cause) {
	case WATCH_CAUSE_BOOT:
	case WATCH_CAUSE_IDLE:
	case WATCH_CAUSE_CASE:
	case WATCH_CAUSE_RUN:
	case WATCH_CAUSE_POWEROFF:
	case WATCH_CAUSE_FLOOD:
	/* what ended the look itself */
	case WATCH_CAUSE_SIGNAL:
	case WATCH_CAUSE_FAILURE:
		return true;
	default:
		return false;
	}
}

bool watch_cause_parse(const char *name, enum watch_cause *ret)
{
	for (unsigned int i = 0; i < WATCH_CAUSE_NR; i++) {
		if (!strcmp(cause_names[i], name)) {
			*ret = i;
			return true;
		}
	}
	return false;
}

/* While it boots; the longest wait is bounded from the start on. */
static int64_t boot_deadline(struct watch *w, int64_t now_ms)
{
	int64_t most_ms = w->limits.boot_ms * WATCH_BOOT_TIMES;
	int64_t allowed_ms = now_ms - w->start_ms + w->limits.boot_ms;

	w->boot_allowed_ms = allowed_ms < most_ms ? allowed_ms : most_ms;
	return w->start_ms + w->boot_allowed_ms;
}

/* When the state that was just entered is over, and by which limit. */
static void set_deadline(struct watch *w, int64_t now_ms)
{
	const struct watch_limits *l = &w->limits;
	const int64_t allowed_ms[WATCH_STATE_NR] = {
		[WATCH_IDLE] = l->case_ms,
		[WATCH_CASE] = l->case_ms,
		[WATCH_CLOSING] = l->poweroff_ms,
		[WATCH_GRACE] = l->grace_ms,
		[WATCH_AUTOPSY] = l->autopsy_ms,
		[WATCH_TERM] = l->term_ms,
		[WATCH_KILL] = l->kill_ms,
		[WATCH_GONE] = l->drain_ms,
		[WATCH_DONE] = 0,
	};

	w->deadline_ms = w->state == WATCH_BOOT ? boot_deadline(w, now_ms)
						: now_ms + allowed_ms[w->state];
	w->run_deadline = w->state <= WATCH_CLOSING &&
			  w->start_ms + l->run_ms < w->deadline_ms;
	if (w->run_deadline)
		w->deadline_ms = w->start_ms + l->run_ms;
}

void watch_init(struct watch *w, const struct watch_limits *limits,
		int64_t now_ms)
{
	*w = (struct watch){
		.limits = *limits,
		.state = WATCH_BOOT,
		.start_ms = now_ms,
		.entered_ms = now_ms,
		.clock_us = -1,
		.factor = PACE_ONE,
	};
	set_deadline(w, now_ms);
}

static int64_t scale_up_to(int64_t ms, uint32_t factor, int64_t most_ms)
{
	int64_t scaled_ms = pace_scale(ms, factor);

	if (most_ms < ms)
		most_ms = ms;
	return scaled_ms < most_ms ? scaled_ms : most_ms;
}

void watch_scale(struct watch *w, uint32_t factor)
{
	struct watch_limits *l = &w->limits;

	if (w->state != WATCH_BOOT)
		return;
	w->factor = factor;
	l->case_ms = pace_scale(l->case_ms, factor);
	l->poweroff_ms = pace_scale(l->poweroff_ms, factor);
	l->grace_ms = pace_scale(l->grace_ms, factor);
	l->run_ms = scale_up_to(l->run_ms, factor, WATCH_RUN_MOST_MS);
	l->autopsy_ms =
		scale_up_to(l->autopsy_ms, factor, WATCH_AUTOPSY_MOST_MS);
}

void watch_clock(struct watch *w, int64_t clock_us, int64_t now_ms)
{
	if (w->state != WATCH_BOOT || clock_us <= w->clock_us)
		return;
	w->clock_us = clock_us;
	set_deadline(w, now_ms);
}

enum watch_action watch_step(struct watch *w, enum watch_event event,
			     int64_t now_ms)
{
	const struct cell *cell = &table[w->state][event];
	enum watch_cause cause = cell->cause;

	assert(cell->defined);
	if (event == WATCH_DEADLINE && w->run_deadline)
		cause = WATCH_CAUSE_RUN;
	if (!w->cause)
		w->cause = cause;
	/* what keeps the rig from working weighs more than the guest's end */
	if (cause == WATCH_CAUSE_SIGNAL || cause == WATCH_CAUSE_FAILURE)
		w->cause = cause;
	if (w->state == WATCH_KILL && event == WATCH_DEADLINE)
		w->unreaped = true;
	/* each case has its full time, whatever the state was before */
	if (cell->next != w->state) {
		w->state = cell->next;
		w->entered_ms = now_ms;
		set_deadline(w, now_ms);
	}
	return cell->action;
}

int64_t watch_overrun_ms(const struct watch_limits *limits)
{
	return limits->autopsy_ms + limits->term_ms + limits->kill_ms +
	       limits->drain_ms;
}
