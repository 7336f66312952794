// SPDX-License-Identifier: GPL-2.0-only
#include "replay.h"

#include <string.h>

#define WORDS "** replaying previous printk message **"

void replay_init(struct replay *r, replay_fn *line, void *context)
{
	*r = (struct replay){ .line = line, .context = context };
	text_init(&r->held);
}

static bool are_words(const char *line, size_t bytes)
{
	return bytes == strlen(WORDS) && !memcmp(line, WORDS, bytes);
}

/* What is held goes out; was it broken off? */
static void let_go(struct replay *r, bool broken_off)
{
	if (r->has_line)
		r->line(r->context, r->held.data, r->held.bytes, broken_off);
	if (r->has_words)
		r->line(r->context, WORDS, strlen(WORDS), true);
	r->has_line = r->has_words = false;
}

void replay_line(struct replay *r, const char *line, size_t bytes)
{
	if (are_words(line, bytes)) {
		if (r->has_words)
			let_go(r, false);
		r->has_words = true;
		return;
	}
	let_go(r, r->has_words && r->has_line && bytes >= r->held.bytes &&
			  !memcmp(line, r->held.data, r->held.bytes));
	text_reset(&r->held);
	text_put(&r->held, line, bytes);
	r->has_line = true;
}

void replay_close(struct replay *r)
{
	let_go(r, false);
	text_release(&r->held);
}
