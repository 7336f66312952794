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
#include "splat.h"

#define TRANSCRIPT_SPLATS_MAX 200 /* kept; more are counted */
#define TRANSCRIPT_TAIL_LINES 15

struct plan;
struct splats;
struct text;

struct transcript {
	size_t lines;
	struct splat_report **splats; /* as they came; the same ones once */
	size_t splats_nr; /* of those kept */
	size_t splats_unexcused; /* of all that the kernel survived, as next */
	size_t splats_excused;
	const struct splat_report *crash; /* the first it did not; or NULL */
	const struct splat_report *splat; /* first of the unexcused; or NULL */
	char *tail[TRANSCRIPT_TAIL_LINES]; /* last lines */
	size_t tail_nr;
	struct marks marks;
};

/*
 * Plan and splats are borrowed; the plan must outlive the transcript. What
 * excused a splat is noted in `splats`. From blackbox_line on (0: there is none)
 * what the kernel says is the black box's doing; marks alone are taken from it,
 * for they may come late.
 */
void transcript_read(const struct text *console, const struct plan *plan,
		     struct splats *splats, size_t blackbox_line,
		     struct transcript *ret);

void transcript_release(struct transcript *t);

#endif
