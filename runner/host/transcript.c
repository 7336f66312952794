// SPDX-License-Identifier: GPL-2.0-only
#include "transcript.h"

#include <stdlib.h>
#include <string.h>

#include "console.h"
#include "splats.h"
#include "text.h"

struct reading {
	struct transcript *transcript;
	struct splats *splats;
};

static void keep_tail(struct transcript *t, const char *line)
{
	if (t->tail_nr == TRANSCRIPT_TAIL_LINES) {
		free(t->tail[0]);
		memmove(t->tail, t->tail + 1,
			(TRANSCRIPT_TAIL_LINES - 1) * sizeof(t->tail[0]));
		t->tail_nr--;
	}
	t->tail[t->tail_nr++] = text_dup(line);
}

static void take_splat(struct transcript *t, const char *line,
		       const struct splat_rule *excuse)
{
	struct splat_report *splat;

	if (!excuse && !t->splats_unexcused++) {
		t->splat = text_dup(line);
		t->splat_line = t->lines;
	}
	if (excuse)
		t->splats_excused++;
	/* only what is kept of them ends here, not what is found */
	if (t->splats_nr == TRANSCRIPT_SPLATS_MAX)
		return;
	t->splats = text_grow(t->splats, t->splats_nr, sizeof(*t->splats));
	splat = &t->splats[t->splats_nr++];
	*splat = (struct splat_report){
		.line = t->lines,
		.text = text_dup(line),
		.excuse = excuse ? text_dup(excuse->reason) : NULL,
	};
}

static void take_line(void *context, const char *bytes, size_t nr)
{
	struct text line CLEANUP_TEXT = TEXT_INIT;
	const struct splat_rule *excuse = NULL;
	const struct reading *r = context;
	struct transcript *t = r->transcript;

	t->lines++;
	text_put_clean_line(&line, bytes, nr);
	keep_tail(t, line.data);
	if (!t->crash && console_is_crash(bytes, nr)) {
		t->crash = text_dup(line.data);
		t->crash_line = t->lines;
	}
	marks_take(&t->marks, line.data);
	if (splats_match(r->splats, line.data, &excuse))
		take_splat(t, line.data, excuse);
}

void transcript_read(const struct text *console, const struct plan *plan,
		     struct splats *splats, struct transcript *ret)
{
	struct console *c = text_alloc(1, sizeof(*c));
	struct reading r = { .transcript = ret, .splats = splats };

	*ret = (struct transcript){ 0 };
	marks_init(&ret->marks, plan);
	console_init(c, take_line, &r);
	console_feed(c, console->data, console->bytes);
	console_close(c);
	free(c);
}

void splat_report_release(struct splat_report *s)
{
	free(s->text);
	free(s->excuse);
	free(s->shard);
	*s = (struct splat_report){ 0 };
}

void transcript_release(struct transcript *t)
{
	for (size_t i = 0; i < t->splats_nr; i++)
		splat_report_release(&t->splats[i]);
	free(t->splats);
	for (size_t i = 0; i < t->tail_nr; i++)
		free(t->tail[i]);
	free(t->crash);
	free(t->splat);
	marks_release(&t->marks);
	*t = (struct transcript){ 0 };
}
