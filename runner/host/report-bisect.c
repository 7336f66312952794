// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "bisect-answer.h"
#include "text.h"

/* Of each, in the text that a terminal gets. */
#define MESSAGE_LINES 16
#define DIFF_LINES 40
#define LOG_LINES 12

static void put_first_lines(struct text *out, const char *text, size_t max)
{
	const char *end = text;

	while (max-- && *end)
		end += strcspn(end, "\n") + (strchr(end, '\n') != NULL);
	text_put(out, text, (size_t)(end - text));
	if (*end)
		text_puts(out, "...\n");
}

static void put_last_lines(struct text *out, const char *text, size_t max)
{
	const char *begin = text + strlen(text);

	if (begin > text && begin[-1] == '\n')
		begin--;
	while (begin > text && (begin[-1] != '\n' || --max))
		begin--;
	text_puts(out, begin);
	if (*begin && begin[strlen(begin) - 1] != '\n')
		text_putc(out, '\n');
}

/* Of a long message there must be the diff left. */
static void put_commit(struct text *out, const char *commit)
{
	const char *diff = strstr(commit, "\n---\n");
	struct text message CLEANUP_TEXT = TEXT_INIT;

	text_put(&message, commit,
		 diff ? (size_t)(diff + 1 - commit) : strlen(commit));
	put_first_lines(out, message.data, MESSAGE_LINES);
	if (diff)
		put_first_lines(out, diff + 1, DIFF_LINES);
}

/* What was made of it, and then the end of what it said. */
static void put_log(struct text *out, const char *log)
{
	const char *said = strstr(log, "\n---- ");

	for (const char *line = log; said && line < said;
	     line += strcspn(line, "\n") + 1)
		if (!strncmp(line, "verdict: ", strlen("verdict: ")) ||
		    !strncmp(line, "why: ", strlen("why: ")))
			text_put(out, line, strcspn(line, "\n") + 1);
	put_last_lines(out, said ?: log, LOG_LINES);
}

int bisect_text_put(const struct bisect *b, const struct bisect_answer *a,
		    struct text *out)
{
	const struct symptom *reference = bisect_reference(b);

	text_printf(out, "%s\nit fails so: %s\n\n", a->heading,
		    reference ? reference->sentence : "?");
	for (size_t i = 0; i < b->steps_nr; i++) {
		const struct bisect_step *s = &b->steps[i];

		text_printf(out, "%-8s %.12s %-5s %6.0f s  %s\n%*s%s\n",
			    bisect_place_name(s->place), s->commit,
			    bisect_word_name(s->word), s->seconds, s->subject,
			    24, "", s->sentence);
		if (*s->run)
			text_printf(out, "%*s%s\n", 24, "", s->run);
	}
	text_puts(out, "\n");
	put_commit(out, a->diff);
	text_printf(out, "\nat %.12s, before:\n", a->parent);
	put_log(out, a->before);
	text_printf(out, "\nat %.12s:\n", a->commit);
	put_log(out, a->after);
	text_printf(out, "\n%s\n", a->sentence);
	return 0;
}
