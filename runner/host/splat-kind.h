/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * splat-kind: what kinds of reports a kernel makes, and the lines by which
 * each begins or goes on. Written against the texts of Linux 7.3, x86 and
 * arm64.
 */
#ifndef RIG_SPLAT_KIND_H
#define RIG_SPLAT_KIND_H

#include <stdbool.h>
#include <stddef.h>

/* What the kernel says in place of lines for which it had no room. */
#define SPLAT_LOST "printk messages dropped"

enum splat_kind {
	SPLAT_WARNING, /* WARN() */
	SPLAT_BUG, /* a "BUG: " that the kernel survives */
	SPLAT_OOPS, /* a fault or BUG() that it does not */
	SPLAT_PANIC, /* a panic that nothing above led to */
	SPLAT_LOCKDEP,
	SPLAT_ATOMIC_SLEEP,
	SPLAT_RCU_STALL,
	SPLAT_SOFT_LOCKUP,
	SPLAT_HARD_LOCKUP,
	SPLAT_HUNG_TASK,
	SPLAT_WORKQUEUE,
	SPLAT_KASAN,
	SPLAT_KFENCE,
	SPLAT_KCSAN,
	SPLAT_UBSAN,
	SPLAT_OTHER, /* no kind knows it, but splats.deny does */
	SPLAT_KIND_NR,
};

/* What a line of these is to the report that is open when it comes. */
enum splat_role {
	SPLAT_BEGINS, /* another report, always */
	SPLAT_LEADS, /* "cut here": the next line says of what kind */
	SPLAT_DIES, /* an oops goes on: what began it stands before */
	SPLAT_PANICS, /* the end of a report that leads to a panic */
	SPLAT_GOES_ON, /* part of a report of its kind, or begins one */
	SPLAT_BELONGS, /* part of any report; none by itself */
};

struct splat_head {
	const char *lead; /* the text begins so, behind "watchdog: " and such */
	const char *words; /* and holds these; NULL: any */
	const char *title; /* NULL: made of the text itself */
	const char *specimen; /* such a text, of nobody: q for every name */
	enum splat_kind kind;
	enum splat_role role;
};

/* "lockdep" and so on. */
const char *splat_kind_name(enum splat_kind kind);

/* What the text of a line (kline.h) begins or goes on with; NULL: nothing. */
const struct splat_head *splat_head_find(const char *text);

/* Each of them, by i from 0 on; NULL behind the last. */
const struct splat_head *splat_head_at(size_t i);

/* Does a panic with this text follow from a report of that kind? */
bool splat_kind_panics(enum splat_kind kind, const char *text);

#endif
