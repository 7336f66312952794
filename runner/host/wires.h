/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * wires: QEMU, started, and our ends of what connects us with it.
 *
 * wires_start(), read and write, wires_release(), which also ends QEMU. None
 * of them is in a file system or on a network: they are inherited.
 */
#ifndef RIG_WIRES_H
#define RIG_WIRES_H

#include "process.h"

/* In the order of QEMU's descriptors. */
enum wire {
	WIRE_INPUT, /* the guest's serial port: what it is sent */
	WIRE_CONSOLE, /* what comes out of it */
	WIRE_ERRORS, /* QEMU's own words */
	WIRE_RECORDS,
	WIRE_MONITOR, /* QMP, both ways */
	WIRE_NR,
};

struct wires {
	struct process process;
	int fds[WIRE_NR]; /* not blocking; -1: none, or closed */
};

#define WIRES_INIT { .process = PROCESS_INIT, .fds = { -1, -1, -1, -1, -1 } }

/* 0 or -errno; *w, from WIRES_INIT, is to be released in any case. */
int wires_start(struct wires *w, const char *const *argv);

void wires_release(struct wires *w);

#endif
