// SPDX-License-Identifier: GPL-2.0-only
#include "keyfile.h"

#include <ctype.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "text.h"

void keyfile_release(struct keyfile *k)
{
	for (size_t i = 0; i < k->nr; i++) {
		free(k->entries[i].key);
		free(k->entries[i].value);
	}
	free(k->entries);
	free(k->path);
	*k = (struct keyfile){ 0 };
}

const char *keyfile_get(const struct keyfile *k, const char *key)
{
	for (size_t i = 0; i < k->nr; i++)
		if (!strcmp(k->entries[i].key, key))
			return k->entries[i].value;
	return NULL;
}

int keyfile_need(const struct keyfile *k, const char *key, const char **ret,
		 struct text *why)
{
	const char *value = keyfile_get(k, key);

	if (!value || !*value) {
		text_printf(why, "%s: %s is missing", k->path, key);
		return -ENOENT;
	}
	*ret = value;
	return 0;
}

/* Takes the quotes off in place; false when sh would read something else. */
static bool unquote(char *value)
{
	size_t len = strlen(value);
	char quote = value[0];

	if (quote != '\'' && quote != '"')
		return true;
	if (len < 2 || value[len - 1] != quote)
		return false;
	value[len - 1] = '\0';
	memmove(value, value + 1, len - 1);
	if (quote == '\'')
		return !strchr(value, '\'');
	return !strpbrk(value, "\"$`\\");
}

/* NULL, or what is wrong with the line. */
static const char *take_line(struct keyfile *k, char *line)
{
	char *value = strchr(line, '=');
	struct keyfile_entry *entry;

	if (!value || value == line)
		return "is not KEY=value";
	*value++ = '\0';
	for (const char *c = line; *c; c++)
		if (!isalnum((unsigned char)*c) && !strchr("_.-", *c))
			return "has a key of other than letters, digits, _ . -";
	if (keyfile_get(k, line))
		return "gives a key for the second time";
	if (!unquote(value))
		return "is not quoted as a plain value";
	k->entries = text_grow(k->entries, k->nr, sizeof(*k->entries));
	entry = &k->entries[k->nr++];
	entry->key = text_dup(line);
	entry->value = text_dup(value);
	return NULL;
}

int keyfile_read(const char *path, struct keyfile *ret, struct text *why)
{
	CLEANUP_FILE FILE *f = fopen(path, "re");
	struct keyfile k = { .path = text_dup(path) };
	CLEANUP_FREE char *line = NULL;
	size_t size = 0;
	int err = f ? 0 : -errno;
	ssize_t len;

	if (err)
		text_printf(why, "%s: %s", path, strerror(-err));
	for (int n = 1; !err && (len = getline(&line, &size, f)) >= 0; n++) {
		const char *wrong = NULL;

		if (len && line[len - 1] == '\n')
			line[--len] = '\0';
		if (strlen(line) != (size_t)len)
			wrong = "holds a NUL";
		else if (line[0] && line[0] != '#')
			wrong = take_line(&k, line);
		if (wrong) {
			text_printf(why, "%s:%d: the line %s", path, n, wrong);
			err = -EINVAL;
		}
	}
	if (!err && ferror(f)) {
		err = -EIO;
		text_printf(why, "%s: %s", path, strerror(EIO));
	}
	if (err) {
		keyfile_release(&k);
		return err;
	}
	*ret = k;
	return 0;
}
