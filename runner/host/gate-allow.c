// SPDX-License-Identifier: GPL-2.0-only
#include "gate-allow.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "text.h"

void gate_allow_release(struct gate_allow *a)
{
	for (size_t i = 0; i < a->nr; i++) {
		free(a->lines[i].kfunc);
		free(a->lines[i].reason);
	}
	free(a->lines);
	free(a->path);
	*a = (struct gate_allow){ 0 };
}

static struct gate_allow_line *find(struct gate_allow *a, const char *kfunc,
				    enum gate_difference kind)
{
	for (size_t i = 0; i < a->nr; i++)
		if (a->lines[i].kind == kind &&
		    !strcmp(a->lines[i].kfunc, kfunc))
			return &a->lines[i];
	return NULL;
}

const struct gate_allow_line *gate_allow_find(struct gate_allow *a,
					      const char *kfunc,
					      enum gate_difference kind)
{
	struct gate_allow_line *line = find(a, kfunc, kind);

	if (line)
		line->used = true;
	return line;
}

/* NULL, or what is wrong with the line. */
static const char *take(struct gate_allow *a, char *line, int number)
{
	enum gate_difference difference;
	char *kind = strchr(line, '\t');
	char *reason = NULL;

	if (kind) {
		*kind++ = '\0';
		reason = strchr(kind, '\t');
	}
	if (!reason)
		return "is not kfunc, tab, difference, tab, reason";
	*reason++ = '\0';
	if (!*line)
		return "names no kfunc";
	if (!gate_difference_parse(kind, &difference))
		return "names no difference that there is";
	if (!reason[strspn(reason, " \t")])
		return "gives no reason";
	if (find(a, line, difference))
		return "stands there twice";
	a->lines = text_grow(a->lines, a->nr, sizeof(*a->lines));
	a->lines[a->nr++] =
		(struct gate_allow_line){ text_dup(line), difference,
					  text_dup(reason), number, false };
	return NULL;
}

int gate_allow_read(const char *path, struct gate_allow *ret, struct text *why)
{
	CLEANUP_FILE FILE *f = fopen(path, "re");
	struct gate_allow a = { .path = text_dup(path) };
	CLEANUP_FREE char *line = NULL;
	const char *wrong = NULL;
	size_t size = 0;
	ssize_t bytes;

	for (int n = 1; f && !wrong && (bytes = getline(&line, &size, f)) >= 0;
	     n++) {
		if (bytes && line[bytes - 1] == '\n')
			line[bytes - 1] = '\0';
		if (line[0] && line[0] != '#')
			wrong = take(&a, line, n);
		if (wrong)
			text_printf(why, "%s:%d: the line %s", path, n, wrong);
	}
	if (!f || ferror(f)) {
		int err = f ? -EIO : -errno;

		text_printf(why, "%s: %s", path, strerror(-err));
		gate_allow_release(&a);
		return err;
	}
	if (wrong) {
		gate_allow_release(&a);
		return -EINVAL;
	}
	*ret = a;
	return 0;
}
