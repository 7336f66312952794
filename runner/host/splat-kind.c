// SPDX-License-Identifier: GPL-2.0-only
#include "splat-kind.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

#define NR(array) (sizeof(array) / sizeof((array)[0]))

static const char *const names[] = {
	[SPLAT_WARNING] = "warning",
	[SPLAT_BUG] = "bug",
	[SPLAT_OOPS] = "oops",
	[SPLAT_PANIC] = "panic",
	[SPLAT_LOCKDEP] = "lockdep",
	[SPLAT_ATOMIC_SLEEP] = "atomic-sleep",
	[SPLAT_RCU_STALL] = "rcu-stall",
	[SPLAT_SOFT_LOCKUP] = "soft-lockup",
	[SPLAT_HARD_LOCKUP] = "hard-lockup",
	[SPLAT_HUNG_TASK] = "hung-task",
	[SPLAT_WORKQUEUE] = "workqueue",
	[SPLAT_KASAN] = "kasan",
	[SPLAT_KFENCE] = "kfence",
	[SPLAT_KCSAN] = "kcsan",
	[SPLAT_UBSAN] = "ubsan",
	[SPLAT_OTHER] = "other",
};

static_assert(NR(names) == SPLAT_KIND_NR, "every kind has a name");

#define LOCKDEP(lead, words) \
	{ lead, words, lead words, SPLAT_LOCKDEP, SPLAT_BEGINS }

/* The first that fits counts: the narrow ones stand before the wide ones. */
static const struct splat_head heads[] = {
	{ "------------[ cut here ]", NULL, "cut here", SPLAT_WARNING,
	  SPLAT_LEADS },
	LOCKDEP("WARNING: ", "possible circular locking dependency"),
	LOCKDEP("WARNING: ", "possible recursive locking"),
	LOCKDEP("WARNING: ", "possible irq lock inversion dependency"),
	LOCKDEP("WARNING: ", "-unsafe lock order detected"),
	LOCKDEP("WARNING: ", "inconsistent lock state"),
	LOCKDEP("WARNING: ", "bad unlock balance"),
	LOCKDEP("WARNING: ", "bad contention"),
	LOCKDEP("WARNING: ", "held lock freed"),
	LOCKDEP("WARNING: ", "lock held when returning to user space"),
	LOCKDEP("WARNING: ", "still has locks held"),
	LOCKDEP("WARNING: ", "Nested lock was not taken"),
	LOCKDEP("WARNING: ", "chain_key collision"),
	LOCKDEP("WARNING: ", "suspicious RCU usage"),
	LOCKDEP("BUG: ", "Invalid wait context"),
	LOCKDEP("BUG: ", "MAX_LOCK"),
	LOCKDEP("INFO: ", "trying to register non-static key"),
	{ "INFO: lockdep is turned off", NULL, NULL, SPLAT_OTHER,
	  SPLAT_BELONGS },
	{ "DEBUG_LOCKS_WARN_ON", NULL, NULL, SPLAT_LOCKDEP, SPLAT_BELONGS },
	{ "turning off the locking correctness", NULL, NULL, SPLAT_LOCKDEP,
	  SPLAT_BELONGS },
	{ "BUG: sleeping function called from invalid context", NULL,
	  "BUG: sleeping function called from invalid context",
	  SPLAT_ATOMIC_SLEEP, SPLAT_BEGINS },
	{ "BUG: scheduling while atomic", NULL, "BUG: scheduling while atomic",
	  SPLAT_ATOMIC_SLEEP, SPLAT_BEGINS },
	{ "INFO: ", "self-detected stall", "INFO: RCU stall", SPLAT_RCU_STALL,
	  SPLAT_BEGINS },
	{ "INFO: ", "detected stall", "INFO: RCU stall", SPLAT_RCU_STALL,
	  SPLAT_BEGINS },
	{ "rcu_", " kthread starved for ", "RCU kthread starved",
	  SPLAT_RCU_STALL, SPLAT_GOES_ON },
	{ "rcu_", " kthread timer wakeup didn't happen",
	  "RCU kthread not woken", SPLAT_RCU_STALL, SPLAT_GOES_ON },
	{ "BUG: soft lockup", NULL, "BUG: soft lockup", SPLAT_SOFT_LOCKUP,
	  SPLAT_BEGINS },
	{ "", "Watchdog detected hard LOCKUP", "hard LOCKUP", SPLAT_HARD_LOCKUP,
	  SPLAT_BEGINS },
	{ "INFO: task ", " seconds.", "INFO: task hung", SPLAT_HUNG_TASK,
	  SPLAT_BEGINS },
	{ "INFO: task ", "blocked on a", "INFO: task hung", SPLAT_HUNG_TASK,
	  SPLAT_GOES_ON },
	{ "BUG: workqueue lockup", NULL, "BUG: workqueue lockup",
	  SPLAT_WORKQUEUE, SPLAT_BEGINS },
	{ "BUG: KASAN: ", NULL, NULL, SPLAT_KASAN, SPLAT_BEGINS },
	{ "BUG: KFENCE: ", NULL, NULL, SPLAT_KFENCE, SPLAT_BEGINS },
	{ "BUG: KCSAN: ", NULL, NULL, SPLAT_KCSAN, SPLAT_BEGINS },
	{ "UBSAN: ", NULL, NULL, SPLAT_UBSAN, SPLAT_GOES_ON },
	{ "KASAN: ", NULL, NULL, SPLAT_OTHER, SPLAT_BELONGS },
	{ "BUG: kernel NULL pointer dereference", NULL,
	  "BUG: kernel NULL pointer dereference", SPLAT_OOPS, SPLAT_BEGINS },
	{ "BUG: unable to handle page fault", NULL,
	  "BUG: unable to handle page fault", SPLAT_OOPS, SPLAT_BEGINS },
	{ "Unable to handle kernel NULL pointer dereference", NULL,
	  "Unable to handle kernel NULL pointer dereference", SPLAT_OOPS,
	  SPLAT_BEGINS },
	{ "Unable to handle kernel ", NULL, NULL, SPLAT_OOPS, SPLAT_BEGINS },
	{ "kernel BUG at ", NULL, NULL, SPLAT_OOPS, SPLAT_BEGINS },
	{ "Insufficient stack space to handle exception", NULL,
	  "kernel stack overflow", SPLAT_OOPS, SPLAT_BEGINS },
	{ "BUG: ", "stack guard page was hit", "kernel stack overflow",
	  SPLAT_OOPS, SPLAT_BEGINS },
	{ "Oops: general protection fault", NULL, "general protection fault",
	  SPLAT_OOPS, SPLAT_DIES },
	{ "Oops: ", NULL, NULL, SPLAT_OOPS, SPLAT_DIES },
	{ "Internal error: ", NULL, NULL, SPLAT_OOPS, SPLAT_DIES },
	{ "PANIC: double fault", NULL, "double fault", SPLAT_OOPS, SPLAT_DIES },
	{ "Kernel panic - not syncing", NULL, NULL, SPLAT_PANIC, SPLAT_PANICS },
	{ "---[ end Kernel panic - not syncing", NULL, NULL, SPLAT_PANIC,
	  SPLAT_BELONGS },
	{ "WARNING: ", NULL, NULL, SPLAT_WARNING, SPLAT_BEGINS },
	{ "BUG: ", NULL, NULL, SPLAT_BUG, SPLAT_BEGINS },
};

/* By what its text says, a panic is the end of such a report. */
static const struct {
	const char *words;
	enum splat_kind kind;
} ends[] = {
	{ "Fatal exception", SPLAT_OOPS },
	{ "Fatal exception", SPLAT_KASAN },
	{ "Attempted to kill init!", SPLAT_OOPS },
	{ "Attempted to kill the idle task!", SPLAT_OOPS },
	{ "Aiee, killing interrupt handler!", SPLAT_OOPS },
	{ "kernel stack overflow", SPLAT_OOPS },
	{ "softlockup: ", SPLAT_SOFT_LOCKUP },
	{ "Hard LOCKUP", SPLAT_HARD_LOCKUP },
	{ "hard LOCKUP", SPLAT_HARD_LOCKUP },
	{ "hung_task: ", SPLAT_HUNG_TASK },
	{ "RCU Stall", SPLAT_RCU_STALL },
	{ "workqueue", SPLAT_WORKQUEUE },
	{ "scheduling while atomic", SPLAT_ATOMIC_SLEEP },
};

const char *splat_kind_name(enum splat_kind kind)
{
	return names[kind];
}

/* Behind "watchdog: ", "rcu: ", "[ ": what says who speaks, not what. */
static const char *behind_speaker(const char *text)
{
	size_t word = 0;

	if (!strncmp(text, "[ ", 2))
		return text + 2;
	while (islower((unsigned char)text[word]) || text[word] == '_')
		word++;
	return word && !strncmp(text + word, ": ", 2)
		       ? text + word + 2 + strspn(text + word + 2, " ")
		       : NULL;
}

static const struct splat_head *find(const char *text)
{
	for (size_t i = 0; i < NR(heads); i++)
		if (!strncmp(text, heads[i].lead, strlen(heads[i].lead)) &&
		    (!heads[i].words || strstr(text, heads[i].words)))
			return &heads[i];
	return NULL;
}

const struct splat_head *splat_head_find(const char *text)
{
	const struct splat_head *head = find(text);
	const char *behind = head ? NULL : behind_speaker(text);

	return behind ? find(behind) : head;
}

bool splat_kind_panics(enum splat_kind kind, const char *text)
{
	/* sysctls make each of them end so: "kernel: panic_on_warn set ..." */
	if (strstr(text, "panic_on_warn set"))
		return kind != SPLAT_OOPS && kind != SPLAT_PANIC &&
		       kind != SPLAT_OTHER;
	for (size_t i = 0; i < NR(ends); i++)
		if (ends[i].kind == kind && strstr(text, ends[i].words))
			return true;
	return false;
}
