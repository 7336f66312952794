// SPDX-License-Identifier: GPL-2.0-only
#include "target.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "rundir.h"
#include "text.h"

const struct fuzz_target fuzz_targets[] = {
	{ "record", fuzz_record },
	{ "console", fuzz_console },
	{ "expect", fuzz_expect },
	{ "object", fuzz_object },
	{ "keyfile", fuzz_keyfile },
	{ "request", fuzz_request },
	{ "manifest", fuzz_manifest },
	{ "vm", fuzz_vm },
	{ "result", fuzz_result },
	{ "qmp", fuzz_qmp },
	{ NULL, NULL },
};

static struct rundir dir = RUNDIR_INIT;

const struct fuzz_target *fuzz_find(const char *name)
{
	for (const struct fuzz_target *t = fuzz_targets; t->name; t++)
		if (!strcmp(t->name, name))
			return t;
	return NULL;
}

void fuzz_broken(const char *file, int line, const char *words)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, words);
	abort();
}

size_t fuzz_piece(const uint8_t *data, size_t at, size_t bytes)
{
	size_t want = (size_t)data[at] * data[bytes - 1 - at] % 4099 + 1;

	return want < bytes - at ? want : bytes - at;
}

static int remove_entry(const char *path, const struct stat *st, int kind,
			struct FTW *ftw)
{
	return remove(path);
}

static void remove_dir(void)
{
	nftw(dir.path, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
	rundir_close(&dir);
}

const struct rundir *fuzz_dir(void)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	const char *tmp = getenv("TMPDIR");
	char *path;

	if (dir.path)
		return &dir;
	path = text_format("%s/rig-fuzz.XXXXXX", tmp ?: "/tmp");
	if (!mkdtemp(path) || rundir_open(path, &dir, &why)) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		exit(8);
	}
	free(path);
	atexit(remove_dir);
	return &dir;
}

char *fuzz_file(const char *name, const void *data, size_t bytes)
{
	char *path = rundir_path(fuzz_dir(), name);
	FILE *f = fopen(path, "we");

	if (!f || fwrite(data, 1, bytes, f) != bytes || fclose(f)) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		exit(8);
	}
	return path;
}

void fuzz_must_be_clean(const char *s)
{
	struct text again CLEANUP_TEXT = TEXT_INIT;

	for (const char *c = s; *c; c++)
		fuzz_must((unsigned char)*c >= ' ' && *c != 0x7f);
	text_put_clean_line(&again, s, strlen(s));
	fuzz_must(!strcmp(again.data, s));
}

void fuzz_must_say(const struct text *why)
{
	fuzz_must(why->bytes && strlen(why->data) == why->bytes);
	fuzz_must_be_clean(why->data);
}
