// SPDX-License-Identifier: GPL-2.0-only
#include "tally.h"

#include <stdbool.h>
#include <string.h>

#include "result.h"
#include "text.h"

#define OBJECT_COLUMNS 42

/* Are both of the same object? */
static bool share_object(const char *id, const char *other)
{
	size_t length = strcspn(id, "/") + 1;

	return strncmp(id, other, length) == 0;
}

/* Those of an object; halves of a case are told, but are none. */
static size_t count_skips(const struct skips *s, const char *id)
{
	size_t nr = 0;

	for (size_t i = 0; i < s->nr; i++)
		if (share_object(id, s->list[i].id) &&
		    !strchr(s->list[i].id, '@'))
			nr++;
	return nr;
}

static void put_line(const struct result *r, size_t first, size_t end,
		     struct text *out)
{
	const char *id = r->plan.cases[first].id;
	size_t counts[VERDICT_NR] = { 0 };
	size_t skips = count_skips(&r->plan.skips, id);

	for (size_t i = first; i < end; i++)
		counts[r->judgements[i].verdict]++;
	text_printf(out, "%-*.*s %5zu", OBJECT_COLUMNS, (int)strcspn(id, "/"),
		    id, end - first);
	for (int i = VERDICT_NR; i--;)
		if (counts[i])
			text_printf(out, "  %zu %s", counts[i],
				    verdict_name(i));
	if (skips)
		text_printf(out, "  %zu SKIP", skips);
	text_putc(out, '\n');
}

void tally_put(const struct result *r, struct text *out)
{
	size_t first = 0, objects = 0;

	text_printf(out, "%-*s %5s\n", OBJECT_COLUMNS, "object", "cases");
	/* ids are sorted, so those of an object stand together */
	for (size_t i = 1; i <= r->plan.nr; i++) {
		if (i < r->plan.nr &&
		    share_object(r->plan.cases[first].id, r->plan.cases[i].id))
			continue;
		put_line(r, first, i, out);
		first = i;
		objects++;
	}
	text_printf(out, "%zu objects\n", objects);
}
