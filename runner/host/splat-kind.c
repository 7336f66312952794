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

#define LOCKDEP(lead, words, before, behind)                                \
	{ lead,		 words,	      lead words, lead before words behind, \
	  SPLAT_LOCKDEP, SPLAT_BEGINS }

/* The first that fits counts: the narrow ones stand before the wide ones. */
static const struct splat_head heads[] = {
	{ "------------[ cut here ]", NULL, "cut here",
	  "------------[ cut here ]------------", SPLAT_WARNING, SPLAT_LEADS },
	LOCKDEP("WARNING: ", "possible circular locking dependency", "",
		" detected"),
	LOCKDEP("WARNING: ", "possible recursive locking", "", " detected"),
	LOCKDEP("WARNING: ", "possible irq lock inversion dependency", "",
		" detected"),
	LOCKDEP("WARNING: ", "-unsafe lock order detected", "q-safe -> q", ""),
	LOCKDEP("WARNING: ", "inconsistent lock state", "", ""),
	LOCKDEP("WARNING: ", "bad unlock balance", "", " detected!"),
	LOCKDEP("WARNING: ", "bad contention", "", " detected!"),
	LOCKDEP("WARNING: ", "held lock freed", "", "!"),
	LOCKDEP("WARNING: ", "lock held when returning to user space", "", "!"),
	LOCKDEP("WARNING: ", "still has locks held", "runner/1 ", "!"),
	LOCKDEP("WARNING: ", "Nested lock was not taken", "", ""),
	LOCKDEP("WARNING: ", "chain_key collision", "", ""),
	LOCKDEP("WARNING: ", "suspicious RCU usage", "", ""),
	LOCKDEP("BUG: ", "Invalid wait context", "", ""),
	LOCKDEP("BUG: ", "MAX_LOCK", "", "DEP_Q too low!"),
	LOCKDEP("INFO: ", "trying to register non-static key", "", "."),
	{ "INFO: lockdep is turned off", NULL, NULL,
	  "INFO: lockdep is turned off.", SPLAT_OTHER, SPLAT_BELONGS },
	{ "DEBUG_LOCKS_WARN_ON", NULL, NULL, "DEBUG_LOCKS_WARN_ON(1)",
	  SPLAT_LOCKDEP, SPLAT_BELONGS },
	{ "turning off the locking correctness", NULL, NULL,
	  "turning off the locking correctness validator.", SPLAT_LOCKDEP,
	  SPLAT_BELONGS },
	{ "BUG: sleeping function called from invalid context", NULL,
	  "BUG: sleeping function called from invalid context",
	  "BUG: sleeping function called from invalid context at q/q.c:1",
	  SPLAT_ATOMIC_SLEEP, SPLAT_BEGINS },
	{ "BUG: scheduling while atomic", NULL, "BUG: scheduling while atomic",
	  "BUG: scheduling while atomic: runner/1/0x00000002",
	  SPLAT_ATOMIC_SLEEP, SPLAT_BEGINS },
	{ "INFO: ", "self-detected stall", "INFO: RCU stall",
	  "INFO: rcu_preempt self-detected stall on CPU", SPLAT_RCU_STALL,
	  SPLAT_BEGINS },
	{ "INFO: ", "detected stall", "INFO: RCU stall",
	  "INFO: rcu_preempt detected stalls on CPUs/tasks:", SPLAT_RCU_STALL,
	  SPLAT_BEGINS },
	{ "INFO: ", "detected expedited stalls", "INFO: RCU stall",
	  "INFO: rcu_preempt detected expedited stalls on CPUs/tasks: { 1-.... } 1 jiffies s: 1 root: 0x2/.",
	  SPLAT_RCU_STALL, SPLAT_BEGINS },
	{ "rcu_", " kthread starved for ", "RCU kthread starved",
	  "rcu_preempt kthread starved for 1 jiffies! g1 f0x0 RCU_GP_WAIT_FQS(5) ->state=0x0 ->cpu=0",
	  SPLAT_RCU_STALL, SPLAT_GOES_ON },
	{ "rcu_", " kthread timer wakeup didn't happen",
	  "RCU kthread not woken",
	  "rcu_preempt kthread timer wakeup didn't happen for 1 jiffies! g1 f0x0 RCU_GP_WAIT_FQS(5) ->state=0x0",
	  SPLAT_RCU_STALL, SPLAT_GOES_ON },
	{ "BUG: soft lockup", NULL, "BUG: soft lockup",
	  "BUG: soft lockup - CPU#0 stuck for 22s! [runner:1]",
	  SPLAT_SOFT_LOCKUP, SPLAT_BEGINS },
	{ "", "Watchdog detected hard LOCKUP", "hard LOCKUP",
	  "CPU0: Watchdog detected hard LOCKUP on cpu 1", SPLAT_HARD_LOCKUP,
	  SPLAT_BEGINS },
	{ "INFO: task ", " seconds.", "INFO: task hung",
	  "INFO: task runner:1 blocked for more than 10 seconds.",
	  SPLAT_HUNG_TASK, SPLAT_BEGINS },
	{ "INFO: task ", "blocked on a", "INFO: task hung",
	  "INFO: task runner:1 is blocked on a mutex likely owned by task runner:1.",
	  SPLAT_HUNG_TASK, SPLAT_GOES_ON },
	{ "BUG: workqueue lockup", NULL, "BUG: workqueue lockup",
	  "BUG: workqueue lockup - pool cpus=0 node=0 flags=0x0 nice=0 stuck for 34s!",
	  SPLAT_WORKQUEUE, SPLAT_BEGINS },
	{ "BUG: KASAN: ", NULL, NULL, "BUG: KASAN: q in q_q+0x1/0x2",
	  SPLAT_KASAN, SPLAT_BEGINS },
	{ "BUG: KFENCE: ", NULL, NULL, "BUG: KFENCE: q in q_q+0x1/0x2",
	  SPLAT_KFENCE, SPLAT_BEGINS },
	{ "BUG: KCSAN: ", NULL, NULL, "BUG: KCSAN: q in q_q+0x1/0x2",
	  SPLAT_KCSAN, SPLAT_BEGINS },
	{ "UBSAN: ", NULL, NULL, "UBSAN: q in q/q.c:1:1", SPLAT_UBSAN,
	  SPLAT_GOES_ON },
	{ "KASAN: ", NULL, NULL,
	  "KASAN: q in range [0x0000000000000000-0x0000000000000007]",
	  SPLAT_OTHER, SPLAT_BELONGS },
	{ "BUG: kernel NULL pointer dereference", NULL,
	  "BUG: kernel NULL pointer dereference",
	  "BUG: kernel NULL pointer dereference, address: 0000000000000000",
	  SPLAT_OOPS, SPLAT_BEGINS },
	{ "BUG: unable to handle page fault", NULL,
	  "BUG: unable to handle page fault",
	  "BUG: unable to handle page fault for address: ffff888000000000",
	  SPLAT_OOPS, SPLAT_BEGINS },
	{ "Unable to handle kernel NULL pointer dereference", NULL,
	  "Unable to handle kernel NULL pointer dereference",
	  "Unable to handle kernel NULL pointer dereference at virtual address 0000000000000000",
	  SPLAT_OOPS, SPLAT_BEGINS },
	{ "Unable to handle kernel ", NULL, NULL,
	  "Unable to handle kernel q at virtual address ffff000000000000",
	  SPLAT_OOPS, SPLAT_BEGINS },
	{ "kernel BUG at ", NULL, NULL, "kernel BUG at q/q.c:1!", SPLAT_OOPS,
	  SPLAT_BEGINS },
	{ "Insufficient stack space to handle exception", NULL,
	  "kernel stack overflow",
	  "Insufficient stack space to handle exception!", SPLAT_OOPS,
	  SPLAT_BEGINS },
	{ "BUG: ", "stack guard page was hit", "kernel stack overflow",
	  "BUG: TASK stack guard page was hit at ffffc90000000000 (stack is ffffc90000000000..ffffc90000004000)",
	  SPLAT_OOPS, SPLAT_BEGINS },
	{ "Oops: general protection fault", NULL, "general protection fault",
	  "Oops: general protection fault: 0000 [#1] SMP", SPLAT_OOPS,
	  SPLAT_DIES },
	{ "Oops: ", NULL, NULL, "Oops: q: 0000 [#1] SMP", SPLAT_OOPS,
	  SPLAT_DIES },
	{ "Internal error: ", NULL, NULL,
	  "Internal error: q: 0000000000000000 [#1] SMP", SPLAT_OOPS,
	  SPLAT_DIES },
	{ "PANIC: double fault", NULL, "double fault",
	  "PANIC: double fault, error_code: 0x0", SPLAT_OOPS, SPLAT_DIES },
	{ "Kernel panic - not syncing", NULL, NULL,
	  "Kernel panic - not syncing: q", SPLAT_PANIC, SPLAT_PANICS },
	{ "---[ end Kernel panic - not syncing", NULL, NULL,
	  "---[ end Kernel panic - not syncing: q ]---", SPLAT_PANIC,
	  SPLAT_BELONGS },
	{ "WARNING: ", NULL, NULL,
	  "WARNING: q/q.c:1 at q_q+0x1/0x2, CPU#0: runner/1", SPLAT_WARNING,
	  SPLAT_BEGINS },
	{ "BUG: ", NULL, NULL, "BUG: q", SPLAT_BUG, SPLAT_BEGINS },
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

/* By its first letter most of a flood does not. */
static bool begins_with(const char *text, const char *lead)
{
	return !*lead || (*text == *lead && !strncmp(text, lead, strlen(lead)));
}

static const struct splat_head *find(const char *text)
{
	for (size_t i = 0; i < NR(heads); i++)
		if (begins_with(text, heads[i].lead) &&
		    (!heads[i].words || strstr(text, heads[i].words)))
			return &heads[i];
	return NULL;
}

const struct splat_head *splat_head_at(size_t i)
{
	return i < NR(heads) ? &heads[i] : NULL;
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
