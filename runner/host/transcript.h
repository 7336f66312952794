/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * transcript: what the console of one boot tells.
 *
 * transcript_read() with all that the serial port sent, look, then
 * transcript_release(). All texts are cleaned.
 */
#ifndef RIG_TRANSCRIPT_H
#define RIG_TRANSCRIPT_H

#include <stddef.h>

#include "marks.h"

#define TRANSCRIPT_SPLATS_MAX 200 /* kept; more are counted */
#define TRANSCRIPT_TAIL_LINES 15

struct plan;
struct splats;
struct text;

struct splat_report {
	size_t line; /* of the console, from 1 */
	char *text;
	char *excuse; /* why it is excused, or NULL */
	char *shard; /* of whose console, or NULL: there is but one */
};

struct transcript {
	size_t lines;
	char *crash; /* the first line that told of a panic or oops, or NULL */
	size_t crash_line;
	struct splat_report *splats;
	size_t splats_nr; /* of those kept */
	size_t splats_unexcused; /* of all, as the next */
	size_t splats_excused;
	char *splat; /* the first line that is not excused, or NULL */
	size_t splat_line;
	char *tail[TRANSCRIPT_TAIL_LINES]; /* last lines */
	size_t tail_nr;
	struct marks marks;
};

/*
 * Plan and splats are borrowed; the plan must outlive the transcript. What
 * excused a splat is noted in `splats`.
 */
void transcript_read(const struct text *console, const struct plan *plan,
		     struct splats *splats, struct transcript *ret);

void transcript_release(struct transcript *t);

void splat_report_release(struct splat_report *s);

#endif
