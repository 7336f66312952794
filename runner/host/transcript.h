/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * transcript: what the console of one boot tells.
 *
 * transcript_read() with all that the serial port sent; or, while it sends,
 * transcript_init(), transcript_take() for every line, transcript_close().
 * Then look, and transcript_release(). All texts are cleaned.
 */
#ifndef RIG_TRANSCRIPT_H
#define RIG_TRANSCRIPT_H

#include <stddef.h>

#include "marks.h"
#include "splat-scan.h"
#include "splat.h"

#define TRANSCRIPT_SPLATS_MAX 200 /* kept; more are counted */
#define TRANSCRIPT_TAIL_LINES 15
#define TRANSCRIPT_TAIL_BYTES 400 /* of each */

struct plan;
struct splats;
struct text;

struct transcript {
	size_t lines;
	struct splat_report **splats; /* as they came; the same ones once */
	size_t splats_nr; /* of those kept */
	size_t splats_fatal; /* of all that came, as the next two */
	size_t splats_unexcused; /* and the kernel survived, as next */
	size_t splats_excused;
	const struct splat_report *crash; /* the first it did not; or NULL */
	const struct splat_report *splat; /* first of the unexcused; or NULL */
	char *tail[TRANSCRIPT_TAIL_LINES]; /* last lines */
	size_t tail_nr;
	struct marks marks;
	size_t blackbox_line; /* 0: there is none */
	struct splat_scan scan; /* it points back here */
	splat_heard_fn *heard;
	void *heard_context;
};

/* Plan and splats are borrowed. The transcript must stay where it is. */
void transcript_init(struct transcript *t, const struct plan *plan,
		     struct splats *splats);

/*
 * Of each splat that is not excused and did not come just so before, as soon
 * as it has its name.
 */
void transcript_listen(struct transcript *t, splat_heard_fn *heard,
		       void *context);

void transcript_take(struct transcript *t, const char *line, size_t bytes);
void transcript_close(struct transcript *t);

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
