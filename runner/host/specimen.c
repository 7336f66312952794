// SPDX-License-Identifier: GPL-2.0-only
#include "specimen.h"

#include <stdlib.h>

#include "cleanup.h"
#include "kline.h"
#include "splat.h"
#include "text.h"

#define STAMP "[    0.000000] "

/* What stands around a trace and in it, with q for every name of a culprit. */
static const char *const lines[] = {
	"------------[ cut here ]------------",
	"---[ end trace 0000000000000000 ]---",
	"CPU: 0 UID: 0 PID: 1 Comm: runner Not tainted 7.3.4-rig #1 PREEMPT",
	"CPU: 1 UID: 0 PID: 1 Comm: init Tainted: G        W           7.3.4-rig #1 PREEMPT",
	"CPU: 1 UID: 0 PID: 0 Comm: swapper/1 Tainted: G           OE      7.3.4-rig #1 PREEMPT",
	"Tainted: [W]=WARN, [O]=OOT_MODULE",
	"Hardware name: QEMU Standard PC (Q35 + ICH9, 2009), BIOS 1.16.2",
	"Hardware name: linux,dummy-virt (DT)",
	"Modules linked in: bpf_testmod(O)",
	"RIP: 0010:q_q+0x1/0x2",
	"Code: 00 00 00 00 00 00 00 00 <0f> 0b 00 00 00 00 00 00",
	"RSP: 0018:ffffc90000000000 EFLAGS: 00000246",
	"pstate: 60000005 (nZCv daif -PAN -UAO -TCO -DIT -SSBS BTYPE=--)",
	"pc : q_q+0x1/0x2",
	"lr : q_q+0x1/0x2",
	"Call Trace:",
	"Call trace:",
	" <TASK>",
	" <IRQ>",
	" q_q+0x1/0x2",
	" q_q+0x1/0x2 (P)",
	" ? q_q+0x1/0x2",
	"irq event stamp: 1",
	"hardirqs last  enabled at (1): [<ffffffff81000000>] q_q+0x1/0x2",
	"Showing all locks held in the system:",
	"1 lock held by runner/1:",
	"locks held by runner/1: 1, last CPU#0:",
	" #0: ffffffff81000000 (q){+.+.}-{3:3}, at: q_q+0x1/0x2",
	"but task is already holding lock:",
	"other info that might help us debug this:",
	"stack backtrace:",
	"rcu: \t0-....: (6482 ticks this GP) idle=0fc4/1/0x4000000000000000 softirq=108/108 fqs=2257",
	"rcu: \t(t=6500 jiffies g=-983 q=1 ncpus=2)",
	"Sending NMI from CPU 0 to CPUs 1:",
	"Showing busy workqueues and worker pools:",
	"Read of size 8 at addr ffff888000000000 by task runner/1",
	"==================================================================",
};

static bool matches(const regex_t *re, const char *line)
{
	return !regexec(re, line, 0, NULL, 0);
}

/* The title of such a report, of a function without a name. */
static char *title_of(const struct splat_head *head)
{
	struct splat_report *r =
		splat_new(1, &(struct splat_place){ .when = SPLAT_BOOT });
	struct kline_frame frame;
	char *title;

	splat_head(r, head, head->specimen);
	if (kline_find_frame("q_q+0x1/0x2", &frame))
		splat_frame(r, &frame);
	splat_name(r);
	title = text_dup(r->title);
	splat_free(r);
	return title;
}

char *specimen_match(const regex_t *re)
{
	const struct splat_head *head;

	for (size_t i = 0; (head = splat_head_at(i)); i++) {
		CLEANUP_FREE char *line =
			text_format(STAMP "%s", head->specimen);
		char *title = title_of(head);

		if (matches(re, title))
			return title;
		free(title);
		if (matches(re, line))
			return text_dup(head->specimen);
	}
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		CLEANUP_FREE char *line = text_format(STAMP "%s", lines[i]);

		if (matches(re, line))
			return text_dup(lines[i]);
	}
	return NULL;
}
