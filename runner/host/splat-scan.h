/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * splat-scan: the reports of a kernel, out of the lines of its console.
 *
 * splat_scan_init(), splat_scan_take() for every line in order,
 * splat_scan_close() at the end, splat_scan_release(). Each report comes out
 * once, whole as far as its lines came, by the callback, which owns it then;
 * those that end later come later.
 *
 * What splats.deny matches and what tells of a crash always comes to be part
 * of a report. Lines that were printed by different callers at the same time
 * are told apart when printk names them ("[   T12]"); else what is printed in
 * the middle of a report is taken for a line of it, unless it begins another.
 */
#ifndef RIG_SPLAT_SCAN_H
#define RIG_SPLAT_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "splat.h"

#define SPLAT_CALLERS 8 /* whose reports can be open at a time */
#define SPLAT_CALLER_SIZE 16

struct splat_rule;
struct splats;

typedef void splat_fn(void *context, struct splat_report *r);
typedef void splat_heard_fn(void *context, const struct splat_report *r);

struct splat_stream {
	char caller[SPLAT_CALLER_SIZE];
	struct splat_report *report; /* NULL: none */
	struct splat_rule *excuse; /* that one of its lines matches */
	bool open; /* else only what surely belongs to it is taken */
	bool led; /* "cut here" was said, and not yet what it is */
	bool dead; /* an oops that has said so */
	bool tracing;
	bool traced; /* the trace that names it is over */
	bool heard;
	size_t loose; /* lines of it that look like nothing in particular */
};

struct splat_scan {
	struct splats *rules; /* NULL: whatever is known is denied */
	splat_fn *done;
	splat_heard_fn
		*heard; /* once for each, when its trace is over; or NULL */
	void *context;
	struct splat_place place; /* of what begins now; the caller sets it */
	struct splat_stream streams[SPLAT_CALLERS];
};

void splat_scan_init(struct splat_scan *s, struct splats *rules, splat_fn *done,
		     void *context);

/* The cleaned line of that number; does it tell of a crash (console.h)? */
void splat_scan_take(struct splat_scan *s, size_t line, const char *text,
		     bool crash);

void splat_scan_close(struct splat_scan *s);
void splat_scan_release(struct splat_scan *s);

#endif
