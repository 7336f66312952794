// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "expect.h"
#include "pattern.h"

/* Does exactly one line end in log[from, to)? */
static bool is_next_line(const char *log, size_t from, size_t to)
{
	const char *newline = memchr(log + from, '\n', to - from);

	return newline && !memchr(newline + 1, '\n', log + to - newline - 1);
}

/* The first of the negative patterns[from, to) that stands in that span. */
static const struct expect_pattern *
find_negative(const struct expect_pattern *patterns, size_t from, size_t to,
	      const char *log, size_t span_start, size_t span_end)
{
	size_t start, end;

	for (size_t i = from; i < to; i++)
		if (pattern_find(patterns[i].text, log, span_start, span_end,
				 &start, &end))
			return &patterns[i];
	return NULL;
}

/*
 * The positive patterns stand one after the other. A negative one must not
 * stand between its neighbours: from the end of the positive one before it (or
 * of the log's beginning) to the start of the one after it (or the log's end).
 */
bool expect_patterns_match(const struct expect_pattern *patterns, size_t nr,
			   const char *log,
			   const struct expect_pattern **ret_missing)
{
	const struct expect_pattern *unwanted;
	size_t length = strlen(log);
	size_t span_start = 0; /* end of the last positive match */
	size_t begun = 0; /* where that match began */
	size_t first_negative = 0; /* of those not looked for yet */
	size_t start, end;

	for (size_t i = 0; i <= nr; i++) {
		bool last = i == nr;

		if (!last && patterns[i].negative)
			continue;
		start = end = length;
		if (!last && (!pattern_find(patterns[i].text, log, span_start,
					    length, &start, &end) ||
			      (patterns[i].next_line &&
			       !is_next_line(log, begun, start)))) {
			*ret_missing = &patterns[i];
			return false;
		}
		unwanted = find_negative(patterns, first_negative, i, log,
					 span_start, start);
		if (unwanted) {
			*ret_missing = unwanted;
			return false;
		}
		span_start = end;
		begun = start;
		first_negative = i + 1;
	}
	return true;
}
