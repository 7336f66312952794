// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "bisect-answer.h"
#include "text.h"

#define DIFF_LINES 40 /* of each, in the text that a terminal gets */
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

int bisect_text_put(const struct bisect *b, const struct bisect_answer *a,
		    struct text *out)
{
	const struct symptom *reference = bisect_reference(b);

	text_printf(out, "%s on %s, %s %s of %s\nit fails so: %s\n\n", b->test,
		    keyfile_get(&b->request, "arch") ?: "?",
		    keyfile_get(&b->request, "range") ?: "?",
		    keyfile_get(&b->request, "unit") ?: "commits",
		    keyfile_get(&b->request, "origin") ?: "?",
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
	put_first_lines(out, a->diff, DIFF_LINES);
	text_printf(out, "\nat %.12s, before:\n", a->parent);
	put_last_lines(out, a->before, LOG_LINES);
	text_printf(out, "\nat %.12s:\n", a->commit);
	put_last_lines(out, a->after, LOG_LINES);
	text_printf(out, "\n%s\n", a->sentence);
	return 0;
}
