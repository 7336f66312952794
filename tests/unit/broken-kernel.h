/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * broken-kernel: what can be wrong with the toy kernel, one thing at a time,
 * and which rule of the gate must say so of whom.
 */
#ifndef RIG_BROKEN_KERNEL_H
#define RIG_BROKEN_KERNEL_H

#include <stdbool.h>
#include <stddef.h>

#include "finding.h"

struct toy;

struct broken {
	const char *name;
	void (*make)(struct toy *t); /* before the files are written */
	bool late; /* it is the module that breaks */
	enum finding_rule rule;
	const char *where;
	const char *kfunc;
	size_t nr; /* findings in all: it names nobody else */
};

extern const struct broken broken[];
extern const size_t broken_nr;

#endif
