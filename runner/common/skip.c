// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "skip.h"

int skip_add(struct skips *s, const char *object, size_t length,
	     const char *program, const char *suffix, const char *why)
{
	struct skip *list = reallocarray(s->list, s->nr + 1, sizeof(*list));
	struct skip *skip;

	if (!list)
		return -ENOMEM;
	s->list = list;
	skip = &list[s->nr];
	if (asprintf(&skip->id, "%.*s/%s%s", (int)length, object, program,
		     suffix) < 0)
		return -ENOMEM;
	skip->why = strdup(why);
	if (!skip->why) {
		free(skip->id);
		return -ENOMEM;
	}
	s->nr++;
	return 0;
}

void skip_release(struct skips *s)
{
	for (size_t i = 0; i < s->nr; i++) {
		free(s->list[i].id);
		free(s->list[i].why);
	}
	free(s->list);
	memset(s, 0, sizeof(*s));
}
