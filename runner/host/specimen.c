// SPDX-License-Identifier: GPL-2.0-only
#include "specimen.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "kline.h"
#include "splat.h"
#include "text.h"

#define STAMP "[    0.000000] "

/* What stands around a trace and in it, with q for every name of a culprit. */
static const char *const lines[] = {
	" </TASK>",
	" </IRQ>",
	" <NMI>",
	" </NMI>",
	" <#DF>",
	"Workqueue: q q_q",
	"Workqueue: q 0x0",
	"NMI backtrace for cpu 1",
	"RIP: 0033:0x400000",
	"RSP: 002b:00007fff00000000 EFLAGS: 00000246 ORIG_RAX: 0000000000000139",
	"RAX: ffffffffffffffda RBX: 0000000000000000 RCX: 0000000000000000",
	"RDX: 0000000000000000 RSI: 0000000000000000 RDI: 0000000000000000",
	"RBP: 0000000000000000 R08: 0000000000000000 R09: 0000000000000000",
	"R10: 0000000000000000 R11: 0000000000000000 R12: 0000000000000000",
	"R13: 0000000000000000 R14: 0000000000000000 R15: 0000000000000000",
	"FS:  0000000000000000(0000) GS:ff11000000000000(0000) knlGS:0000000000000000",
	"CS:  0010 DS: 0000 ES: 0000 CR0: 0000000080050033",
	"CR2: 0000000000000000 CR3: 0000000000000000 CR4: 0000000000751ef0",
	"DR0: 0000000000000000 DR1: 0000000000000000 DR2: 0000000000000000",
	"DR3: 0000000000000000 DR6: 00000000fffe0ff0 DR7: 0000000000000400",
	"PKRU: 55555554",
	"#PF: supervisor read access in kernel mode",
	"#PF: supervisor write access in kernel mode",
	"#PF: supervisor instruction fetch in kernel mode",
	"#PF: error_code(0x0000) - not-present page",
	"PGD 0 P4D 0",
	"sp : ffff800080000000",
	"x29: ffff800080000000 x28: 0000000000000000 x27: 0000000000000000",
	"x26: 0000000000000000 x25: 0000000000000000 x24: 0000000000000000",
	"x23: 0000000000000000 x22: 0000000000000000 x21: 0000000000000000",
	"x20: 0000000000000000 x19: 0000000000000000 x18: 0000000000000000",
	"x17: 0000000000000000 x16: 0000000000000000 x15: 0000000000000000",
	"x14: 0000000000000000 x13: 0000000000000000 x12: 0000000000000000",
	"x11: 0000000000000000 x10: 0000000000000000 x9 : 0000000000000000",
	"x8 : 0000000000000000 x7 : 0000000000000000 x6 : 0000000000000000",
	"x5 : 0000000000000000 x4 : 0000000000000000 x3 : 0000000000000000",
	"x2 : 0000000000000000 x1 : 0000000000000000 x0 : 0000000000000000",
	"Mem abort info:",
	"  ESR = 0x0000000096000046",
	"  EC = 0x25: DABT (current EL), IL = 32 bits",
	"  SET = 0, FnV = 0",
	"  EA = 0, S1PTW = 0",
	"  FSC = 0x06: level 2 translation fault",
	"Data abort info:",
	"  ISV = 0, ISS = 0x00000046, ISS2 = 0x00000000",
	"  CM = 0, WnR = 1, TnD = 0, TagAccess = 0",
	"  GCS = 0, Overlay = 0, DirtyBit = 0, Xs = 0",
	"user pgtable: 4k pages, 48-bit VAs, pgdp=0000000040000000",
	"swapper pgtable: 4k pages, 48-bit VAs, pgdp=0000000040000000",
	"[0000000000000000] pgd=0000000000000000, p4d=0000000000000000",
	"SMP: stopping secondary CPUs",
	"Kernel Offset: disabled",
	"CPU features: 0x0,00000000,00700008,9c180e02,0804a40b",
	"Memory Limit: none",
	"hardirqs last disabled at (1): [<ffffffff81000000>] q_q+0x1/0x2",
	"softirqs last  enabled at (1): [<ffffffff81000000>] q_q+0x1/0x2",
	"softirqs last disabled at (1): [<0000000000000000>] 0x0",
	"CPU: 1 UID: 0 PID: 1 Comm: kworker/1:1 Not tainted 7.3.4-rig #1 PREEMPT",
	"------------[ cut here ]------------",
	"---[ end trace 0000000000000000 ]---",
	"CPU: 0 UID: 0 PID: 1 Comm: runner Not tainted 7.3.4-rig #1 PREEMPT",
	"CPU: 1 UID: 0 PID: 1 Comm: init Tainted: G        W           7.3.4-rig #1 PREEMPT",
	"CPU: 1 UID: 0 PID: 0 Comm: swapper/1 Tainted: G           OE      7.3.4-rig #1 PREEMPT",
	"Tainted: [W]=WARN, [O]=OOT_MODULE",
	"Tainted: [D]=DIE, [W]=WARN, [L]=SOFTLOCKUP",
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

/* What splats.deny has, and no head. */
static const char *const others[] = {
	"** 1 " SPLAT_LOST " **",
	"runner: page allocation failure: order:1, mode:0xcc0(GFP_KERNEL), nodemask=(null),cpuset=/,mems_allowed=0",
	"refcount_t: q; q-q-q.",
	"refcount_t: saturated; leaking memory.",
	"refcount_t: addition on 0; use-after-free.",
	"refcount_t: underflow; use-after-free.",
	"refcount_t: decrement hit 0; leaking memory.",
	"list_add corruption. q",
	"list_add_valid corruption. q",
	"list_del corruption. q",
	"list_del corruption, q",
	"list_del_valid corruption, q",
	"BUG: Bad page state in process runner  pfn:00001",
	"Bad page map in process runner  pte:00000000",
	"BUG: Bad rss-counter state mm:ffff888000000000 type:MM_ANONPAGES val:1 Comm:runner Pid:1",
	"unchecked MSR access error: RDMSR from 0x1 at rIP: 0xffffffff81000000 (q_q+0x1/0x2)",
	"unchecked MSR access error: WRMSR to 0x1 (tried to write 0x0) at rIP: 0xffffffff81000000 (q_q+0x1/0x2)",
	"corrupted stack end detected inside scheduler",
	"stack-protector: Kernel stack is corrupted in: q_q+0x1/0x2",
	"possible deadlock",
	"INFO: possible recursive locking detected",
	"irq 1: nobody cared (try booting with the \"irqpoll\" option)",
	"BUG q (Not tainted): Poison overwritten",
	"BUG q (Not tainted): Redzone overwritten",
	"BUG q (Not tainted): Padding overwritten",
	"BUG q (Not tainted): Object padding overwritten",
	"invalid opcode: 0000 [#1] SMP",
	"divide error: 0000 [#1] SMP",
	"stack segment: 0000 [#1] SMP",
	"double fault: 0000 [#1] SMP",
	"int3: 0000 [#1] SMP",
	"alignment check: 0000 [#1] SMP",
	"general protection fault, probably for non-canonical address 0xdead000000000000: 0000 [#1] SMP",
	"Oops - q: 0000000000000000 [#1] SMP",
	"kernel stack overflow",
	"hard lockup",
	"KMSAN: q in q_q+0x1/0x2",
	"ODEBUG: q active (active state 0) object: ffff888000000000 object type: q hint: q_q+0x1/0x2",
};

/*
 * Whom a trace of nobody in particular passes: how the kernel is entered, by a
 * syscall, an interrupt or a fault, and how its own threads begin.
 */
static const char entries[] =
	"do_syscall_64 x64_sys_call entry_SYSCALL_64_after_hwframe "
	"entry_SYSCALL_64 asm_sysvec_apic_timer_interrupt "
	"sysvec_apic_timer_interrupt __sysvec_apic_timer_interrupt "
	"asm_common_interrupt common_interrupt asm_exc_page_fault "
	"exc_page_fault asm_exc_invalid_op exc_invalid_op "
	"asm_exc_general_protection exc_general_protection asm_exc_int3 "
	"ret_from_fork ret_from_fork_asm kthread worker_thread "
	"process_one_work process_scheduled_works smpboot_thread_fn "
	"rest_init kernel_init kernel_init_freeable start_kernel "
	"x86_64_start_kernel x86_64_start_reservations common_startup_64 "
	"start_secondary secondary_start_kernel __secondary_switched "
	"cpu_startup_entry do_idle default_idle_call handle_softirqs "
	"__irq_exit_rcu irq_exit_rcu hrtimer_interrupt __hrtimer_run_queues "
	"el0t_64_sync el0t_64_sync_handler el0_svc do_el0_svc "
	"el0_svc_common el0_svc_common.constprop.0 invoke_syscall "
	"invoke_syscall.constprop.0 el0t_64_irq el0t_64_irq_handler "
	"el0_interrupt __el0_irq_handler_common el1h_64_irq "
	"el1h_64_irq_handler el1_interrupt el1h_64_sync "
	"el1h_64_sync_handler el1_abort gic_handle_irq call_on_irq_stack "
	"do_interrupt_handler generic_handle_domain_irq handle_irq_desc "
	"handle_percpu_devid_irq arch_timer_handler_virt ";

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

/* Whether the excuse stands on how long they are: some letters, or digits. */
#define SIZES 5

static bool is_number(const char *line, size_t at, size_t digits)
{
	bool hex = at >= 2 && line[at - 1] == 'x' && line[at - 2] == '0';

	return digits && digits <= 2 &&
	       !isxdigit((unsigned char)line[at + digits]) &&
	       (hex || !at || !isalnum((unsigned char)line[at - 1]));
}

static bool is_name(const char *line, size_t at)
{
	return line[at] == 'q' && !isalnum((unsigned char)line[at + 1]) &&
	       (!at || !isalnum((unsigned char)line[at - 1]));
}

/* The line with other numbers and names in it, of so many characters. */
static char *resize(const char *line, int size)
{
	struct text t = TEXT_INIT;

	for (size_t at = 0; line[at];) {
		size_t digits = strspn(line + at, "0123456789");

		if (is_number(line, at, digits)) {
			text_put(&t, "73951", size);
			at += digits;
		} else if (digits) {
			text_put(&t, line + at, digits);
			at += digits;
		} else if (is_name(line, at)) {
			bool folder = line[++at] == '/';

			for (int i = folder ? size : 1; i > 0; i--) {
				text_put(&t, "qzkvw", size);
				text_puts(&t, i > 1 ? "/" : "");
			}
		} else {
			text_putc(&t, line[at++]);
		}
	}
	return text_take(&t);
}

/* With a time stamp and without, as it is and of all sizes. */
static bool matches_any(const regex_t *re, const char *line)
{
	for (int size = 0; size <= SIZES; size++) {
		CLEANUP_FREE char *bare =
			size ? resize(line, size) : text_dup(line);
		CLEANUP_FREE char *whole = text_format(STAMP "%s", bare);

		if (matches(re, bare) || matches(re, whole))
			return true;
	}
	return false;
}

static char *match_lines(const regex_t *re, const char *const *at, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		if (matches_any(re, at[i]))
			return text_dup(at[i]);
	return NULL;
}

/* The words are functions; a "*" in one stands for nothing. */
static char *match_frames(const regex_t *re, const char *words)
{
	struct text frame CLEANUP_TEXT = TEXT_INIT;

	for (const char *at = words; *at; at++) {
		if (*at != ' ') {
			text_put(&frame, at, *at != '*');
			continue;
		}
		text_puts(&frame, "+0x1/0x2");
		if (matches_any(re, frame.data))
			return text_take(&frame);
		text_reset(&frame);
	}
	return NULL;
}

char *specimen_match(const regex_t *re)
{
	const struct splat_head *head;
	char *found;

	for (size_t i = 0; (head = splat_head_at(i)); i++) {
		char *title = title_of(head);

		if (matches_any(re, title))
			return title;
		free(title);
		if (matches_any(re, head->specimen))
			return text_dup(head->specimen);
	}
	found = match_lines(re, lines, sizeof(lines) / sizeof(lines[0]));
	if (!found)
		found = match_lines(re, others,
				    sizeof(others) / sizeof(others[0]));
	if (!found)
		found = match_frames(re, entries);
	return found ?: match_frames(re, splat_machinery());
}

bool specimen_is_named(const char *specimen)
{
	for (size_t at = 0; specimen[at]; at++)
		if (is_name(specimen, at))
			return true;
	return false;
}
