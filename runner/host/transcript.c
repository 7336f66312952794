// SPDX-License-Identifier: GPL-2.0-only
#include "transcript.h"

#include <stdlib.h>
#include <string.h>

#include "console.h"
#include "replay.h"
#include "text.h"

/* All of it is in console.raw. */
static char *begin_of(const char *line)
{
	struct text begin = TEXT_INIT;
	size_t bytes = strlen(line);

	if (bytes <= TRANSCRIPT_TAIL_BYTES)
		return text_dup(line);
	text_put_clean_line(&begin, line, TRANSCRIPT_TAIL_BYTES);
	text_printf(&begin, "... (%zu bytes)", bytes);
	return begin.data;
}

static void keep_tail(struct transcript *t, const char *line)
{
	if (t->tail_nr == TRANSCRIPT_TAIL_LINES) {
		free(t->tail[0]);
		memmove(t->tail, t->tail + 1,
			(TRANSCRIPT_TAIL_LINES - 1) * sizeof(t->tail[0]));
		t->tail_nr--;
	}
	t->tail[t->tail_nr++] = begin_of(line);
}

static struct splat_report *find_again(struct transcript *t,
				       const struct splat_report *r)
{
	for (size_t i = 0; i < t->splats_nr; i++)
		if (splat_is_again(t->splats[i], r))
			return t->splats[i];
	return NULL;
}

static bool is_before(const struct splat_report *a,
		      const struct splat_report *b)
{
	return !b || a->first < b->first;
}

/* In the order in which they began, which is not that in which they ended. */
static void keep_splat(struct transcript *t, struct splat_report *r)
{
	size_t at = t->splats_nr;

	t->splats = text_grow(t->splats, at, sizeof(struct splat_report *));
	while (at && is_before(r, t->splats[at - 1])) {
		t->splats[at] = t->splats[at - 1];
		at--;
	}
	t->splats[at] = r;
	t->splats_nr++;
}

static void take_splat(void *context, struct splat_report *r)
{
	struct transcript *t = context;
	struct splat_report *again = find_again(t, r);
	const struct splat_report **first = r->fatal	 ? &t->crash
					    : !r->excuse ? &t->splat
							 : NULL;

	t->splats_fatal += r->fatal;
	t->splats_excused += !r->fatal && r->excuse;
	t->splats_unexcused += !r->fatal && !r->excuse;
	if (again) {
		again->times++;
		splat_free(r);
		return;
	}
	if (t->splats_nr == TRANSCRIPT_SPLATS_MAX) {
		/* only what is kept of them ends here, not what is found */
		if (!first || *first) {
			splat_free(r);
			return;
		}
		splat_free(t->splats[--t->splats_nr]);
	}
	if (first && is_before(r, *first))
		*first = r;
	keep_splat(t, r);
}

/* One that is excused is no news, nor is one that came just so before. */
static void hear_splat(void *context, const struct splat_report *r)
{
	struct transcript *t = context;

	if (!r->excuse && !find_again(t, r))
		t->heard(t->heard_context, r);
}

void transcript_init(struct transcript *t, const struct plan *plan,
		     struct splats *splats)
{
	*t = (struct transcript){ 0 };
	marks_init(&t->marks, plan);
	splat_scan_init(&t->scan, splats, take_splat, t);
}

void transcript_listen(struct transcript *t, splat_heard_fn *heard,
		       void *context)
{
	t->heard = heard;
	t->heard_context = context;
	t->scan.heard = hear_splat;
}

/* One that is passed over is in the tail, and nothing more. */
static void take(struct transcript *t, const char *bytes, size_t nr,
		 bool passed_over)
{
	struct text line CLEANUP_TEXT = TEXT_INIT;

	t->lines++;
	text_put_clean_line(&line, bytes, nr);
	if (!passed_over)
		marks_take(&t->marks, line.data);
	if (t->blackbox_line && t->lines >= t->blackbox_line)
		return;
	keep_tail(t, line.data);
	if (passed_over)
		return;
	t->scan.place = marks_place(&t->marks);
	splat_scan_take(&t->scan, t->lines, line.data,
			console_is_crash(bytes, nr));
}

void transcript_close(struct transcript *t)
{
	splat_scan_close(&t->scan);
}

void transcript_take(struct transcript *t, const char *bytes, size_t nr)
{
	take(t, bytes, nr, false);
}

static void take_whole(void *context, const char *bytes, size_t nr,
		       bool passed_over)
{
	take(context, bytes, nr, passed_over);
}

static void take_line(void *context, const char *bytes, size_t nr)
{
	replay_line(context, bytes, nr);
}

void transcript_read(const struct text *console, const struct plan *plan,
		     struct splats *splats, size_t blackbox_line,
		     struct transcript *ret)
{
	struct console *c = text_alloc(1, sizeof(*c));
	struct replay replay;

	transcript_init(ret, plan, splats);
	ret->blackbox_line = blackbox_line;
	replay_init(&replay, take_whole, ret);
	console_init(c, take_line, &replay);
	console_feed(c, console->data, console->bytes);
	console_close(c);
	replay_close(&replay);
	free(c);
	transcript_close(ret);
}

void transcript_release(struct transcript *t)
{
	for (size_t i = 0; i < t->splats_nr; i++)
		splat_free(t->splats[i]);
	free(t->splats);
	for (size_t i = 0; i < t->tail_nr; i++)
		free(t->tail[i]);
	marks_release(&t->marks);
	splat_scan_release(&t->scan);
	*t = (struct transcript){ 0 };
}
