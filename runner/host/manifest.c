// SPDX-License-Identifier: GPL-2.0-only
#include "manifest.h"

#include <assert.h>
#include <errno.h>
#include <jansson.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>

#include "keyfile.h"
#include "rundir.h"
#include "text.h"
#include "version.h"

#define FIELD(name) { #name, offsetof(struct manifest, name) }

static const struct {
	const char *key;
	size_t offset;
} fields[] = {
	FIELD(rig),
	FIELD(id),
	FIELD(seed),
	FIELD(started),
	FIELD(arch),
	FIELD(machine),
	FIELD(variant),
	FIELD(patched_tree_hash),
	FIELD(series_sha256),
	FIELD(shard),
	FIELD(plan_sha256),
	FIELD(accel_asked),
	FIELD(accel),
	FIELD(accel_reason),
	FIELD(fallback_boot),
	FIELD(qemu),
	FIELD(qemu_version),
	FIELD(memory),
	FIELD(boot_timeout),
	FIELD(case_timeout),
	FIELD(run_timeout),
	FIELD(isolate),
	FIELD(extra_boots),
	FIELD(command),
	FIELD(host),
	FIELD(image_sha256),
	FIELD(initramfs_sha256),
	FIELD(runner_sha256),
	FIELD(failed_outcome),
	FIELD(failed_phase),
	FIELD(failed_reason),
};

#define FIELDS_NR (sizeof(fields) / sizeof(fields[0]))

static_assert(FIELDS_NR * sizeof(char *) == sizeof(struct manifest),
	      "every field is in the table");

static char **field(const struct manifest *m, size_t i)
{
	return (char **)((char *)m + fields[i].offset);
}

void manifest_set(char **at, const char *value)
{
	char *copy = value ? text_dup(value) : NULL;

	free(*at);
	*at = copy;
}

void manifest_init(struct manifest *m)
{
	time_t now = time(NULL);
	struct utsname u;
	char stamp[32];
	struct tm tm;

	*m = (struct manifest){ .rig = text_dup(RIG_VERSION) };
	gmtime_r(&now, &tm);
	strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%SZ", &tm);
	m->started = text_dup(stamp);
	if (!uname(&u))
		m->host = text_format("%s %s %s", u.sysname, u.release,
				      u.machine);
}

void manifest_release(struct manifest *m)
{
	for (size_t i = 0; i < FIELDS_NR; i++)
		free(*field(m, i));
	*m = (struct manifest){ 0 };
}

int manifest_write(const struct manifest *m, const struct keyfile *facts,
		   const struct rundir *d)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;
	json_t *json = json_object(), *kernel = json_object();
	char *dump;

	for (size_t i = 0; i < FIELDS_NR; i++)
		if (*field(m, i))
			json_object_set_new(json, fields[i].key,
					    json_string(*field(m, i)));
	for (size_t i = 0; facts && i < facts->nr; i++)
		json_object_set_new(kernel, facts->entries[i].key,
				    json_string(facts->entries[i].value));
	json_object_set_new(json, "kernel", kernel);
	dump = json_dumps(json, JSON_INDENT(2));
	json_decref(json);
	if (!dump)
		return -ENOMEM;
	text_printf(&t, "%s\n", dump);
	free(dump);
	return rundir_put_text(d, "manifest.json", &t);
}

int manifest_read(const struct rundir *d, struct manifest *ret,
		  struct text *why)
{
	struct manifest m = { 0 };
	const char *odd = NULL;
	json_t *json;
	int err = rundir_get_json(d, "manifest.json", &json, why);

	if (err)
		return err;
	for (size_t i = 0; i < FIELDS_NR; i++) {
		json_t *value = json_object_get(json, fields[i].key);

		if (value && !json_is_string(value))
			odd = fields[i].key;
		manifest_set(field(&m, i), json_string_value(value));
	}
	json_decref(json);
	if (odd) {
		text_printf(why, "%s/manifest.json: %s is no string", d->path,
			    odd);
		manifest_release(&m);
		return -EINVAL;
	}
	if (!m.id || !m.started || !m.arch || !m.variant) {
		text_printf(why,
			    "%s/manifest.json: id, started, arch or "
			    "variant is missing",
			    d->path);
		manifest_release(&m);
		return -EINVAL;
	}
	*ret = m;
	return 0;
}
