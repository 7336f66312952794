/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * splat: one report of the kernel, out of the lines of it on a console.
 *
 * splat_scan (splat-scan.h) makes it: splat_new(), splat_add() for each line,
 * splat_name() when no more come, splat_free(). Title and fingerprint are the
 * same each time the same thing happens: no number, address, process or CPU
 * is in them.
 */
#ifndef RIG_SPLAT_H
#define RIG_SPLAT_H

#include <stdbool.h>
#include <stddef.h>

#include "splat-kind.h"

#define SPLAT_LINES_MAX 400 /* kept of a report */
#define SPLAT_LINE_BYTES 400 /* kept of a line */
#define SPLAT_FRAMES_MAX 32
#define SPLAT_FINGERPRINT_SIZE 13 /* 12 hex digits and the NUL */

struct kline;
struct kline_frame;

/* When it came, by the marks of the cases (marks.h). */
enum splat_when {
	SPLAT_BOOT, /* before the first case */
	SPLAT_CASE, /* in one */
	SPLAT_AFTER, /* between one and the next */
	SPLAT_SHUTDOWN, /* after the last */
	SPLAT_WHEN_NR,
};

struct splat_place {
	enum splat_when when;
	const char *id; /* of the case; NULL for boot and shutdown */
};

struct splat_frame {
	char *name; /* "function [module]" */
	char *place; /* "function+0x1a/0x30 [module]" */
	char *source; /* "file:line", the inlined first; NULL: not known */
};

struct splat_report {
	enum splat_kind kind;
	char *title; /* one line; NULL until splat_name() */
	char fingerprint[SPLAT_FINGERPRINT_SIZE];
	enum splat_when when;
	char *id; /* of the case in or after which it came, or NULL */
	size_t first, last; /* lines of the console, from 1 */
	char **lines; /* the first ones, without time stamps */
	size_t lines_nr;
	struct splat_frame *frames; /* of its trace, the innermost first */
	size_t frames_nr;
	bool denied; /* a line of it is in splats.deny */
	bool fatal; /* the kernel did not survive it */
	bool lossy; /* lines of it are lost, which may be of any other */
	char *excuse; /* why it is excused, or NULL */
	size_t times; /* it came, the first time as told here */
	unsigned int boot; /* of which one, from 1 */
	char *shard; /* of whose console, or NULL: there is but one */
	/* what splat_name() goes by */
	const struct splat_head *head; /* NULL: only the deny list knows it */
	char *words; /* the line that it is named by */
};

/*
 * The functions that no report is named by, for each of them has some: words
 * with a blank behind each; "*" stands for any letters.
 */
const char *splat_machinery(void);

/* "boot", "case", "after", "shutdown". */
const char *splat_when_name(enum splat_when when);

struct splat_report *splat_new(size_t line, const struct splat_place *place);
void splat_free(struct splat_report *r);

/* Names it by this line, which says what it is; `head` may be NULL. */
void splat_head(struct splat_report *r, const struct splat_head *head,
		const char *text);

void splat_add(struct splat_report *r, size_t line, const struct kline *k);

/* A function of its trace, or where it stood; one twice in a row counts once. */
void splat_frame(struct splat_report *r, const struct kline_frame *f);

/* What was taken for its trace was not. */
void splat_forget_frames(struct splat_report *r);

/* Title and fingerprint. */
void splat_name(struct splat_report *r);

/*
 * One sentence: "in object/program: BUG: ... (line 3 of the console)"; the
 * caller frees it.
 */
char *splat_say(const struct splat_report *r);

/* Did the same come before, in the same place? */
bool splat_is_again(const struct splat_report *before,
		    const struct splat_report *r);

#endif
