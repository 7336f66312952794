// SPDX-License-Identifier: GPL-2.0-only
/* The lists of an expectation, to which each tag of a kind adds one. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "pattern.h"
#include "tag.h"

int tag_add_pattern(struct tag_reader *r, struct expect_pattern **list,
		    size_t *nr, const char *text, bool negative)
{
	struct expect_pattern *patterns;
	char reason[160];

	if (!pattern_valid(text, reason, sizeof(reason)))
		return tag_fail(r, "pattern '%s': %s", text, reason);
	patterns = reallocarray(*list, *nr + 1, sizeof(*patterns));
	if (!patterns)
		return -ENOMEM;
	*list = patterns;
	patterns[*nr].negative = negative;
	patterns[*nr].next_line = false;
	patterns[*nr].text = strdup(text);
	if (!patterns[*nr].text)
		return -ENOMEM;
	++*nr;
	return 0;
}

int tag_add_print(struct tag_reader *r, struct expect_prints *prints,
		  const char *value)
{
	int err;

	if (strcmp(value, "...") == 0) {
		prints->skips = true;
		return 0;
	}
	err = tag_add_pattern(r, &prints->patterns, &prints->nr, value, false);
	if (!err)
		prints->patterns[prints->nr - 1].next_line =
			prints->nr > 1 && !prints->skips;
	prints->skips = false;
	return err;
}

int tag_add_need(struct tag_reader *r, struct expect *e,
		 enum expect_need_kind kind, const char *name)
{
	struct expect_need *needs;

	if (!*name || strchr(name, '/'))
		return tag_fail(r, "'%s' is no name of a need", name);
	needs = reallocarray(e->needs, e->needs_nr + 1, sizeof(*needs));
	if (!needs)
		return -ENOMEM;
	e->needs = needs;
	needs[e->needs_nr].kind = kind;
	needs[e->needs_nr].name = strdup(name);
	if (!needs[e->needs_nr].name)
		return -ENOMEM;
	e->needs_nr++;
	return 0;
}
