// SPDX-License-Identifier: GPL-2.0-only
/* Facts of a kernel, an arch's record: what is read, written again, reads the same. */
#include "target.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "keyfile.h"
#include "text.h"

static void must_be_sound(const struct keyfile *k, struct text *out)
{
	for (size_t i = 0; i < k->nr; i++) {
		const char *key = k->entries[i].key;
		const char *value = k->entries[i].value;

		fuzz_must(*key && !strpbrk(value, "\n"));
		for (const char *c = key; *c; c++)
			fuzz_must(isalnum((unsigned char)*c) ||
				  strchr("_.-", *c));
		fuzz_must(keyfile_get(k, key) == value);
		text_printf(out, strchr(value, '\'') ? "%s=%s\n" : "%s='%s'\n",
			    key, value);
	}
}

/* A value with both kinds of quotes can be written in no way but bare. */
static bool can_be_written(const struct keyfile *k)
{
	for (size_t i = 0; i < k->nr; i++)
		if (strchr("'\"", k->entries[i].value[0]) &&
		    strchr(k->entries[i].value, '\''))
			return false;
	return true;
}

void fuzz_keyfile(const uint8_t *data, size_t bytes)
{
	char *path = fuzz_file("keys", data, bytes);
	struct keyfile k = { 0 }, again = { 0 };
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct text out CLEANUP_TEXT = TEXT_INIT;

	if (keyfile_read(path, &k, &why)) {
		fuzz_must(!k.nr && !k.path && strstr(why.data, path));
	} else {
		fuzz_must(!memchr(data, '\0', bytes));
		must_be_sound(&k, &out);
		if (can_be_written(&k)) {
			free(fuzz_file("keys", out.data, out.bytes));
			fuzz_must(!keyfile_read(path, &again, &why));
			fuzz_must(again.nr == k.nr);
			for (size_t i = 0; i < k.nr; i++)
				fuzz_must(!strcmp(again.entries[i].value,
						  k.entries[i].value));
		}
	}
	keyfile_release(&k);
	keyfile_release(&again);
	free(path);
}
