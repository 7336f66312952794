/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * progload: sees every BPF_PROG_LOAD that libbpf issues.
 *
 * Only so is it certain whether libbpf or the kernel refused a program, and
 * only there can a program be changed after libbpf is done with it. The runner
 * is linked with -Wl,--wrap=syscall, which is how libbpf's system calls come
 * by here. A load is recognised by the log buffer it carries, for libbpf also
 * loads small programs of its own to find out what the kernel can do.
 *
 * Calling sequence: fill in the first part, progload_watch(), load the object,
 * progload_watch(NULL), read the second part.
 */
#ifndef RIG_PROGLOAD_H
#define RIG_PROGLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progload {
	const char *log; /* log buffer of the program under test */
	const char *aux_log; /* log buffer of the auxiliary programs */
	int32_t call_from, call_to; /* BTF ids; 0: calls stay as they are */

	bool issued; /* the kernel was asked to load the program under test */
	int err; /* positive errno of the last time it was; 0: loaded */
	size_t rewritten; /* calls, the last time */
	bool aux_refused; /* the kernel refused an auxiliary program */
};

/* Watches for p from now on; NULL: no longer. */
void progload_watch(struct progload *p);

#endif
