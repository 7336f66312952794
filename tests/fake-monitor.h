/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fake-monitor: the commands of a script by which the fake sleeps. Meanwhile it
 * answers on QEMU's monitor, and keys on the guest's console, in the way that
 * the script wants.
 */
#ifndef RIG_FAKE_MONITOR_H
#define RIG_FAKE_MONITOR_H

void do_sleep(const char *words);

/*
 * silent, junk, late, foreign, refuse, flood, closed: what becomes of QEMU's
 * answers; "status NAME"; "keys silent", or "keys crash": all but c; "nmi
 * TEXT": what the guest says to one; "talk LINES": to its console, of its own,
 * so many each 10 ms.
 */
void do_monitor(const char *words);

/* INDEX PC[,PC...] [user] [irqs-off] [halted]; a PC a look, the last for more. */
void do_vcpu(const char *words);

#endif
