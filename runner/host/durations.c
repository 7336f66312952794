// SPDX-License-Identifier: GPL-2.0-only
#include "durations.h"

#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "text.h"

#define MS_MAX 1000000000ul

void durations_release(struct durations *d)
{
	for (size_t i = 0; i < d->nr; i++)
		free(d->list[i].id);
	free(d->list);
	*d = (struct durations){ 0 };
}

static int by_id(const void *a, const void *b)
{
	const struct duration *left = a, *right = b;

	return strcmp(left->id, right->id);
}

static int by_ms(const void *a, const void *b)
{
	const uint32_t *left = a, *right = b;

	return (*left > *right) - (*left < *right);
}

static uint32_t find_median(const struct durations *d)
{
	CLEANUP_FREE uint32_t *ms = text_alloc(d->nr + 1, sizeof(*ms));

	for (size_t i = 0; i < d->nr; i++)
		ms[i] = d->list[i].ms;
	qsort(ms, d->nr, sizeof(*ms), by_ms);
	return d->nr ? ms[(d->nr - 1) / 2] : 1;
}

/* "object/program 123" */
static bool take_line(struct durations *d, char *line)
{
	char *blank = strchr(line, ' '), *end;
	unsigned long ms;

	if (!blank || blank[1] < '0' || blank[1] > '9')
		return false;
	*blank = '\0';
	ms = strtoul(blank + 1, &end, 10);
	if (*end || ms > MS_MAX || !strchr(line, '/'))
		return false;
	d->list = text_grow(d->list, d->nr, sizeof(*d->list));
	d->list[d->nr++] = (struct duration){ text_dup(line), (uint32_t)ms };
	return true;
}

static int read_lines(const char *path, struct durations *d, struct text *why)
{
	CLEANUP_FILE FILE *f = fopen(path, "re");
	CLEANUP_FREE char *line = NULL;
	size_t size = 0;

	if (!f) {
		int err = -errno;

		text_printf(why, "%s: %s", path, strerror(-err));
		return err;
	}
	for (int n = 1; getline(&line, &size, f) >= 0; n++) {
		line[strcspn(line, "\n")] = '\0';
		if (!*line || *line == '#' || take_line(d, line))
			continue;
		text_printf(why, "%s:%d: the line is no case and milliseconds",
			    path, n);
		return -EINVAL;
	}
	return 0;
}

int durations_read(const char *path, struct durations *ret, struct text *why)
{
	struct durations d = { 0 };
	int err = read_lines(path, &d, why);

	if (d.nr)
		qsort(d.list, d.nr, sizeof(*d.list), by_id);
	for (size_t i = 1; !err && i < d.nr; i++) {
		if (strcmp(d.list[i - 1].id, d.list[i].id) != 0)
			continue;
		text_printf(why, "%s: %s stands twice", path, d.list[i].id);
		err = -EINVAL;
	}
	if (err) {
		durations_release(&d);
		return err;
	}
	d.median = find_median(&d);
	*ret = d;
	return 0;
}

uint32_t durations_ms(const struct durations *d, const char *id)
{
	const struct duration key = { .id = (char *)id };
	const struct duration *found =
		d->nr ? bsearch(&key, d->list, d->nr, sizeof(key), by_id)
		      : NULL;

	return found ? found->ms : d->median;
}

void durations_put_head(struct text *out)
{
	text_puts(out,
		  "# SPDX-License-Identifier: GPL-2.0-only\n"
		  "#\n"
		  "# Case and milliseconds: by these SHARD deals out the "
		  "cases, everywhere alike.\n"
		  "# Written by `make durations` from a run; a case without "
		  "a line counts as the\n"
		  "# median of all.\n");
}

void durations_put(const char *id, uint64_t us, struct text *out)
{
	text_printf(out, "%s %" PRIu64 "\n", id, (us + 500) / 1000);
}
