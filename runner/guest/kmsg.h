/* SPDX-License-Identifier: GPL-2.0-only */
/* kmsg: brackets around each case in the kernel's log, to pin splats to it. */
#ifndef RIG_KMSG_H
#define RIG_KMSG_H

/* Logs the line of mark.h; what is MARK_BEGIN or MARK_END. Failure is told on stderr. */
void kmsg_mark(const char *what, const char *id);

#endif
