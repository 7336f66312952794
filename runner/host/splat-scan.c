// SPDX-License-Identifier: GPL-2.0-only
#include "splat-scan.h"

#include <stdlib.h>
#include <string.h>

#include "kline.h"
#include "mark.h"
#include "splats.h"
#include "text.h"

/*
 * How many lines like no other a report may have before its trace: what a
 * WARN() says, or the chains of locks that lockdep tells. More are not of it.
 */
#define LOOSE_LINES 24
#define LOOSE_LINES_LOCKDEP 2000
/* After its last line it may still lead to a panic, or lockdep be told off. */
#define LINGER_LINES 200

void splat_scan_init(struct splat_scan *s, struct splats *rules, splat_fn *done,
		     void *context)
{
	*s = (struct splat_scan){
		.rules = rules,
		.done = done,
		.context = context,
	};
}

void splat_scan_release(struct splat_scan *s)
{
	for (int i = 0; i < SPLAT_CALLERS; i++)
		splat_free(s->streams[i].report);
	*s = (struct splat_scan){ 0 };
}

/* What is known by now: its name, and whether it is excused. */
static void settle(struct splat_scan *s, struct splat_stream *stream)
{
	struct splat_report *r = stream->report;

	splat_name(r);
	if (!stream->excuse && s->rules)
		stream->excuse = splats_excuse(s->rules, r->title);
	free(r->excuse);
	r->excuse = NULL;
	/* no excuse makes a kernel live that died, nor tells what was lost */
	if (stream->excuse && !r->fatal && !r->lossy) {
		stream->excuse->used = true;
		r->excuse = text_dup(stream->excuse->reason);
	}
}

static bool is_splat(const struct splat_report *r)
{
	return r->denied || r->fatal;
}

/* The report may have more lines, but none that names it. */
static void hear(struct splat_scan *s, struct splat_stream *stream)
{
	if (!s->heard || stream->heard || !is_splat(stream->report))
		return;
	stream->heard = true;
	settle(s, stream);
	s->heard(s->context, stream->report);
}

/* The report has all its lines. One of which no line is denied is none. */
static void finish(struct splat_scan *s, struct splat_stream *stream)
{
	struct splat_report *r = stream->report;

	if (!r)
		return;
	hear(s, stream);
	if (is_splat(r))
		settle(s, stream);
	stream->report = NULL;
	if (is_splat(r))
		s->done(s->context, r);
	else
		splat_free(r);
}

void splat_scan_close(struct splat_scan *s)
{
	/* in the order in which they began */
	for (;;) {
		struct splat_stream *first = NULL;

		for (int i = 0; i < SPLAT_CALLERS; i++) {
			struct splat_stream *at = &s->streams[i];

			if (at->report &&
			    (!first ||
			     at->report->first < first->report->first))
				first = at;
		}
		if (!first)
			break;
		finish(s, first);
	}
}

/* The caller's own, else a free one, else the one that was silent longest. */
static struct splat_stream *stream_of(struct splat_scan *s,
				      const struct kline *k)
{
	struct splat_stream *best = &s->streams[0];
	char caller[SPLAT_CALLER_SIZE] = "";

	if (k->caller_bytes < sizeof(caller))
		memcpy(caller, k->caller, k->caller_bytes);
	for (int i = 0; i < SPLAT_CALLERS; i++) {
		struct splat_stream *at = &s->streams[i];

		if (at->report && !strcmp(at->caller, caller))
			return at;
		if (best->report &&
		    (!at->report || at->report->last < best->report->last))
			best = at;
	}
	finish(s, best);
	memcpy(best->caller, caller, sizeof(caller));
	return best;
}

static void take(struct splat_scan *s, struct splat_stream *stream, size_t line,
		 const char *whole, const struct kline *k)
{
	splat_add(stream->report, line, k);
	if (!stream->excuse && s->rules)
		stream->excuse = splats_excuse(s->rules, whole);
}

static void begin(struct splat_scan *s, struct splat_stream *stream,
		  size_t line, const struct splat_head *head,
		  const struct kline *k)
{
	char caller[SPLAT_CALLER_SIZE];
	struct kline_frame f;

	memcpy(caller, stream->caller, sizeof(caller));
	finish(s, stream);
	*stream = (struct splat_stream){
		.report = splat_new(line, &s->place),
		.open = head,
		.led = head && head->role == SPLAT_LEADS,
		.dead = head && head->role == SPLAT_DIES,
	};
	memcpy(stream->caller, caller, sizeof(caller));
	splat_head(stream->report, head, k->text);
	if (head && kline_find_frame(k->text, &f))
		splat_frame(stream->report, &f);
}

/* A panic ends the report that it follows from, whoever prints it. */
static struct splat_stream *panicking(struct splat_scan *s, size_t line,
				      const char *text)
{
	struct splat_stream *last = NULL;

	for (int i = 0; i < SPLAT_CALLERS; i++) {
		struct splat_stream *at = &s->streams[i];

		if (at->report && at->report->last + LINGER_LINES >= line &&
		    splat_kind_panics(at->report->kind, text) &&
		    (!last || at->report->last > last->report->last))
			last = at;
	}
	return last;
}

/* Is the line, which says so, part of what the stream has? */
static bool goes_on(const struct splat_stream *stream, size_t line,
		    const struct splat_head *head)
{
	const struct splat_report *r = stream->report;

	if (!r || r->last + LINGER_LINES < line)
		return false;
	switch (head->role) {
	case SPLAT_DIES:
		return r->kind == SPLAT_OOPS && !stream->dead;
	case SPLAT_GOES_ON:
		return r->kind == head->kind && r->head;
	case SPLAT_BELONGS:
		return r->head;
	default:
		return false;
	}
}

/* What "cut here" announced: now it is known what it is. */
static void name_led(struct splat_stream *stream, const struct splat_head *head,
		     const struct kline *k)
{
	struct kline_frame f;

	stream->led = false;
	stream->dead = head->role == SPLAT_DIES;
	splat_head(stream->report, head, k->text);
	if (kline_find_frame(k->text, &f))
		splat_frame(stream->report, &f);
}

/* Takes a line that begins a report or surely belongs to one. */
static struct splat_stream *take_head(struct splat_scan *s, size_t line,
				      const struct splat_head *head,
				      const struct kline *k, bool denied,
				      bool crash)
{
	struct splat_stream *stream = stream_of(s, k);

	if (head->role == SPLAT_PANICS) {
		struct splat_stream *other = panicking(s, line, k->text);

		if (other) {
			other->open = true;
			other->tracing = false;
			/* its trace is of who noticed */
			other->traced = true;
			return other;
		}
	} else if (stream->report && stream->led && head->role != SPLAT_LEADS &&
		   head->role != SPLAT_BELONGS) {
		name_led(stream, head, k);
		return stream;
	} else if (goes_on(stream, line, head)) {
		stream->dead = stream->dead || head->role == SPLAT_DIES;
		if (head->role != SPLAT_BELONGS) {
			stream->open = true;
			stream->tracing = false;
		}
		return stream;
	} else if (head->role == SPLAT_BELONGS) {
		/* by itself it is at most what the deny list takes it for */
		if (!denied && !crash)
			return NULL;
		begin(s, stream, line, NULL, k);
		return stream;
	}
	begin(s, stream, line, head, k);
	return stream;
}

/* Trace and registers: which of the functions name the report. */
static void look(struct splat_stream *stream, const struct kline *k)
{
	struct kline_frame f;

	switch (k->shape) {
	case KLINE_TRACE:
		if (stream->report->kind == SPLAT_LOCKDEP && !stream->tracing &&
		    !stream->traced)
			splat_forget_frames(stream->report);
		stream->traced = stream->traced || stream->tracing;
		stream->tracing = true;
		break;
	case KLINE_FRAME:
		if (stream->tracing && !stream->traced)
			splat_frame(stream->report, &k->frame);
		break;
	case KLINE_HEAD:
		/* where it stood, not what an interrupt in its trace left */
		if (k->frame.function && !stream->tracing && !stream->traced)
			splat_frame(stream->report, &k->frame);
		break;
	case KLINE_TEXT:
		/* lockdep does not always say more than who took the lock */
		if (stream->report->kind == SPLAT_LOCKDEP && !stream->traced &&
		    !stream->tracing && strstr(k->text, ", at: ") &&
		    kline_find_frame(strstr(k->text, ", at: "), &f))
			splat_frame(stream->report, &f);
		break;
	default:
		break;
	}
}

/* Is a line that says nothing of itself part of what the stream has? */
static bool belongs(struct splat_scan *s, struct splat_stream *stream,
		    const struct kline *k)
{
	size_t most = stream->report->kind == SPLAT_LOCKDEP
			      ? LOOSE_LINES_LOCKDEP
			      : LOOSE_LINES;

	if (!stream->open)
		return false;
	if (k->shape != KLINE_TEXT)
		return true;
	/* behind its trace, nothing */
	if (stream->tracing || stream->loose == most) {
		stream->traced = stream->traced || stream->tracing;
		stream->open = false;
		hear(s, stream);
		return false;
	}
	stream->loose++;
	return true;
}

/* Is there a report that a line which says nothing of itself could be of? */
static bool has_open(const struct splat_scan *s)
{
	for (int i = 0; i < SPLAT_CALLERS; i++)
		if (s->streams[i].open)
			return true;
	return false;
}

void splat_scan_take(struct splat_scan *s, size_t line, const char *text,
		     bool crash)
{
	const struct splat_head *head;
	struct splat_stream *stream;
	bool denied;
	struct kline k;

	kline_read(text, &k);
	head = splat_head_find(k.text);
	denied = s->rules ? splats_denies(s->rules, text)
			  : head && head->role != SPLAT_BELONGS;
	/* whoever runs the cases says so in between; others may use the word */
	if (strstr(text, MARK_PREFIX) && !crash && !denied)
		return;
	if (head) {
		stream = take_head(s, line, head, &k, denied, crash);
	} else if (!denied && !crash && !has_open(s)) {
		return;
	} else {
		stream = stream_of(s, &k);
		if (stream->report && belongs(s, stream, &k)) {
			look(stream, &k);
		} else if (denied || crash) {
			begin(s, stream, line, NULL, &k);
			if (crash)
				stream->report->kind = SPLAT_PANIC;
		} else {
			return;
		}
	}
	if (!stream)
		return;
	take(s, stream, line, text, &k);
	stream->report->denied = stream->report->denied || denied;
	stream->report->fatal = stream->report->fatal || crash;
	stream->report->lossy =
		stream->report->lossy || strstr(text, SPLAT_LOST);
	if (k.shape == KLINE_END)
		stream->open = stream->report->kind == SPLAT_OOPS;
	if (!stream->open)
		hear(s, stream);
}
