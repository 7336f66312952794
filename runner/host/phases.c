// SPDX-License-Identifier: GPL-2.0-only
#include "phases.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "text.h"

static struct phase *find(const struct phases *p, const char *name)
{
	for (size_t i = 0; i < p->nr; i++)
		if (!strcmp(p->phases[i].name, name))
			return &p->phases[i];
	return NULL;
}

void phases_add(struct phases *p, const char *name, double seconds)
{
	struct phase *phase = find(p, name);

	if (phase) {
		phase->seconds += seconds;
		return;
	}
	p->phases = text_grow(p->phases, p->nr, sizeof(*p->phases));
	p->phases[p->nr++] = (struct phase){ text_dup(name), seconds };
}

int phases_read(const char *path, struct phases *p, struct text *why)
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
		char *name = line + strspn(line, " \t");
		size_t len = strcspn(name, " \t\n");
		char *end;
		double seconds = strtod(name + len, &end);

		if (!len)
			continue;
		if (end == name + len || *end != '\n' || !(seconds >= 0) ||
		    seconds > 1e9) {
			text_printf(why,
				    "%s:%d: the line is not a name and "
				    "seconds",
				    path, n);
			return -EINVAL;
		}
		name[len] = '\0';
		phases_add(p, name, seconds);
	}
	return 0;
}

double phases_seconds(const struct phases *p, const char *name)
{
	const struct phase *phase = find(p, name);

	return phase ? phase->seconds : -1;
}

void phases_add_all(struct phases *p, const struct phases *of)
{
	for (size_t i = 0; i < of->nr; i++)
		phases_add(p, of->phases[i].name, of->phases[i].seconds);
}

double phases_total(const struct phases *p)
{
	double total = 0;

	for (size_t i = 0; i < p->nr; i++)
		total += p->phases[i].seconds;
	return total;
}

void phases_release(struct phases *p)
{
	for (size_t i = 0; i < p->nr; i++)
		free(p->phases[i].name);
	free(p->phases);
	*p = (struct phases){ 0 };
}
