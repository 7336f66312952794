// SPDX-License-Identifier: GPL-2.0-only
/* manifest.json: what is read, written again, is the same in every field. */
#include "target.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "manifest.h"
#include "rundir.h"
#include "text.h"

/* The file's own fields, but for the kernel's facts, which nobody reads back. */
static json_t *fields_of(const void *data, size_t bytes)
{
	json_t *json = json_loadb(data, bytes, JSON_REJECT_DUPLICATES, NULL);

	fuzz_must(json_is_object(json));
	json_object_del(json, "kernel");
	return json;
}

/* Every field that was written must have stood there; none was dropped. */
static void must_be_same(json_t *was, json_t *is, const struct manifest *m)
{
	struct manifest none = { 0 };
	const char *key;
	json_t *value;

	json_object_foreach (is, key, value)
		fuzz_must(json_equal(json_object_get(was, key), value));
	fuzz_must(memcmp(m, &none, sizeof(none)));
	fuzz_must(!m->shard == !json_object_get(was, "shard"));
	fuzz_must(!m->failed_outcome ==
		  !json_object_get(was, "failed_outcome"));
	fuzz_must(!m->series_sha256 == !json_object_get(was, "series_sha256"));
}

void fuzz_manifest(const uint8_t *data, size_t bytes)
{
	const struct rundir *d = fuzz_dir();
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct text out CLEANUP_TEXT = TEXT_INIT;
	struct manifest m = { 0 };

	free(fuzz_file("manifest.json", data, bytes));
	if (manifest_read(d, &m, &why)) {
		fuzz_must(!m.id && !m.arch);
		fuzz_must_say(&why);
	} else {
		json_t *was = fields_of(data, bytes), *is;

		fuzz_must(!manifest_write(&m, NULL, d));
		fuzz_must(!rundir_get(d, "manifest.json", &out));
		is = fields_of(out.data, out.bytes);
		must_be_same(was, is, &m);
		json_decref(was);
		json_decref(is);
	}
	manifest_release(&m);
}
