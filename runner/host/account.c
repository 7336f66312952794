// SPDX-License-Identifier: GPL-2.0-only
#include "account.h"

#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "hash.h"
#include "rundir.h"
#include "text.h"

/* Phases of this variant alone are named after it: "kernel-mutant/x". */
#define KERNEL_PHASE "kernel"

static const char *string(const json_t *json, const char *key)
{
	return json_string_value(json_object_get(json, key));
}

static bool parse_verdict(const char *name, enum verdict *ret)
{
	for (int v = 0; name && v < VERDICT_NR; v++) {
		if (!strcmp(name, verdict_name(v))) {
			*ret = v;
			return true;
		}
	}
	return false;
}

/* Log sections begin so; above them stands what is expected, too. */
#define LOG_SECTION "\n---- "

/* What libbpf, verifier and program said, by the case's log. */
static char *read_log(const struct rundir *d, const char *name)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;
	const char *sections;

	if (!name || rundir_get(d, name, &t) || !t.bytes)
		return NULL;
	sections = strstr(t.data, LOG_SECTION);
	return sections ? text_dup(sections) : NULL;
}

static bool read_case(const struct rundir *d, const json_t *json,
		      struct account_case *ret)
{
	const json_t *seen = json_object_get(json, "seen");
	const char *id = string(json, "id");
	const char *sentence = string(json, "sentence");
	const char *invariant = string(json, "invariant");
	const char *stage = string(seen, "stage");

	if (!id || !sentence || !seen ||
	    !parse_verdict(string(json, "verdict"), &ret->verdict) ||
	    (!stage && !json_is_null(seen)))
		return false;
	ret->id = text_dup(id);
	ret->sentence = text_dup(sentence);
	ret->invariant = invariant ? text_dup(invariant) : NULL;
	if (ret->verdict == VERDICT_FAIL)
		ret->log = read_log(d, string(json, "log"));
	ret->loaded =
		stage && !strcmp(stage, record_stage_name(RECORD_STAGE_DONE));
	return true;
}

static int compare_cases(const void *a, const void *b)
{
	const struct account_case *left = a, *right = b;

	return strcmp(left->id, right->id);
}

static bool read_cases(const struct rundir *d, const json_t *list,
		       struct account *a)
{
	const json_t *json;
	size_t i;

	if (!json_is_array(list))
		return false;
	a->cases = text_alloc(json_array_size(list) + 1, sizeof(*a->cases));
	json_array_foreach (list, i, json) {
		if (!read_case(d, json, &a->cases[i]))
			return false;
		a->nr++;
	}
	qsort(a->cases, a->nr, sizeof(*a->cases), compare_cases);
	for (i = 1; i < a->nr; i++)
		if (!strcmp(a->cases[i - 1].id, a->cases[i].id))
			return false;
	return true;
}

static void read_seconds(json_t *seconds, struct account *a)
{
	CLEANUP_FREE char *own = text_format(KERNEL_PHASE "-%s", a->variant);
	const char *kernel = json_object_get(seconds, own) ? own : KERNEL_PHASE;

	a->build_s = json_number_value(json_object_get(seconds, kernel));
	a->vm_s = json_number_value(json_object_get(seconds, "boot")) +
		  json_number_value(json_object_get(seconds, "cases"));
}

static bool read_result(const struct rundir *d, json_t *json, struct account *a)
{
	const char *arch = string(json, "arch");
	const char *variant = string(json, "variant");
	const char *sentence = string(json, "sentence");
	const char *outcome = string(json, "outcome");

	if (!arch || !variant || !outcome ||
	    !outcome_parse(outcome, &a->outcome) || a->outcome == OUTCOME_USAGE)
		return false;
	a->arch = text_dup(arch);
	a->variant = text_dup(variant);
	a->sentence = text_dup(sentence ?: "");
	read_seconds(json_object_get(json, "seconds"), a);
	return read_cases(d, json_object_get(json, "cases"), a);
}

/* Name and hash of each object, one after the other. NULL: there is none. */
static char *hash_objects(const struct rundir *d)
{
	CLEANUP_FREE char *progs = rundir_path(d, "progs");
	struct text t = TEXT_INIT;
	struct dirent **entries;
	int nr = scandir(progs, &entries, NULL, alphasort);

	for (int i = 0; i < nr; i++) {
		char hex[HASH_HEX_SIZE];
		CLEANUP_FREE char *path =
			text_format("%s/%s", progs, entries[i]->d_name);

		if (entries[i]->d_name[0] != '.' && !hash_file(path, hex))
			text_printf(&t, "%s %s\n", hex, entries[i]->d_name);
		free(entries[i]);
	}
	if (nr >= 0)
		free(entries);
	return t.bytes ? text_take(&t) : NULL;
}

int account_read(const char *rundir, struct account *ret, struct text *why)
{
	struct rundir d CLEANUP(rundir_close) = RUNDIR_INIT;
	struct account a = { 0 };
	json_t *json;
	int err = rundir_open(rundir, &d, why);

	if (err)
		return err;
	err = rundir_get_json(&d, "result.json", &json, why);
	if (err)
		return err;
	a.run = text_dup(d.id);
	a.objects = hash_objects(&d);
	if (!read_result(&d, json, &a)) {
		text_printf(why, "%s/result.json: it is no result of a run",
			    rundir);
		account_release(&a);
		err = -EINVAL;
	} else {
		*ret = a;
	}
	json_decref(json);
	return err;
}

void account_release(struct account *a)
{
	for (size_t i = 0; i < a->nr; i++) {
		free(a->cases[i].id);
		free(a->cases[i].sentence);
		free(a->cases[i].log);
		free(a->cases[i].invariant);
	}
	free(a->cases);
	free(a->objects);
	free(a->sentence);
	free(a->variant);
	free(a->arch);
	free(a->run);
	*a = (struct account){ 0 };
}

const struct account_case *account_find(const struct account *a, const char *id)
{
	const struct account_case key = { .id = (char *)id };

	return a->nr ? bsearch(&key, a->cases, a->nr, sizeof(key),
			       compare_cases)
		     : NULL;
}
