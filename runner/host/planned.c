// SPDX-License-Identifier: GPL-2.0-only
#include "planned.h"

#include <errno.h>
#include <string.h>

#include "cleanup.h"
#include "durations.h"
#include "plan-hash.h"
#include "plan.h"
#include "result.h"
#include "rundir.h"
#include "shard.h"
#include "text.h"

static int copy(const struct rundir *d, const char *from, const char *name,
		struct text *why)
{
	int err = rundir_copy(d, from, name);

	if (err)
		text_printf(why, "%s: %s", from, strerror(-err));
	return err;
}

static int keep_ids(const struct rundir *d, const struct plan *plan,
		    struct text *why)
{
	struct text ids CLEANUP_TEXT = TEXT_INIT;
	int err;

	for (size_t i = 0; i < plan->nr; i++)
		text_printf(&ids, "%s\n", plan->cases[i].id);
	err = rundir_put_text(d, "plan", &ids);
	if (err)
		text_printf(why, "%s/plan: %s", d->path, strerror(-err));
	return err;
}

int planned_keep(const struct rundir *d, const struct plan *plan,
		 const char *selftests, struct text *why)
{
	int err = selftests ? copy(d, selftests, "selftests", why) : 0;

	for (size_t i = 0; !err && i < plan->nr; i++) {
		const char *path = plan->cases[i].path;
		CLEANUP_FREE char *name =
			text_format("progs/%s", basename(path));

		if (!i || strcmp(path, plan->cases[i - 1].path) != 0)
			err = copy(d, path, name, why);
	}
	return err ?: keep_ids(d, plan, why);
}

int planned_keep_shard(const struct rundir *d, struct plan *plan,
		       const struct shard *shard,
		       const struct durations *durations, const char *path,
		       struct text *why)
{
	int err = shard_select(shard, durations, plan);

	if (err)
		text_printf(why, "%s/plan: %s", d->path, strerror(-err));
	return err ?: copy(d, path, "durations", why);
}

/* Ids, one a line. */
struct ids {
	struct text text;
	char **list;
	size_t nr;
};

static void ids_release(struct ids *ids)
{
	text_release(&ids->text);
	free(ids->list);
}

static int ids_read(const struct rundir *d, const char *name, struct ids *ids,
		    struct text *why)
{
	int err = rundir_get(d, name, &ids->text);
	char *rest = ids->text.data, *line;

	if (err) {
		text_printf(why, "%s/%s: %s", d->path, name, strerror(-err));
		return err;
	}
	while ((line = strsep(&rest, "\n"))) {
		if (!*line)
			continue;
		ids->list = text_grow(ids->list, ids->nr, sizeof(*ids->list));
		ids->list[ids->nr++] = line;
	}
	return 0;
}

static bool is_of(const struct plan *plan, char *const *ids, size_t nr)
{
	if (plan->nr != nr)
		return false;
	for (size_t i = 0; i < nr; i++)
		if (strcmp(plan->cases[i].id, ids[i]) != 0)
			return false;
	return true;
}

/* The plan of exactly these cases. */
static int scan(const struct rundir *d, const char *facts,
		const struct manifest *m, const struct ids *ids,
		struct plan *ret, struct text *why)
{
	CLEANUP_FREE char *progs = rundir_path(d, "progs");
	const char *unknown;
	char words[1024] = "";
	int err = plan_scan(progs, facts, m->arch, m->variant, ret, words,
			    sizeof(words));

	if (err) {
		text_puts(why, words);
		return err;
	}
	err = plan_select(ret, (const char *const *)ids->list, ids->nr,
			  &unknown);
	if (!err && is_of(ret, ids->list, ids->nr))
		return 0;
	text_printf(why, "%s: its cases are not those of %s", d->path, progs);
	return -EINVAL;
}

/* Of all that was dealt out, leaves what falls to the shard. */
static int deal(const struct rundir *d, struct result *r, struct text *why)
{
	struct durations durations CLEANUP(durations_release) = { 0 };
	CLEANUP_FREE char *path = rundir_path(d, "durations");
	struct shard shard;
	int err = durations_read(path, &durations, why);

	if (err)
		return err;
	if (shard_parse(r->manifest.shard, &shard) &&
	    !shard_select(&shard, &durations, &r->plan))
		return 0;
	text_printf(why, "%s: there is no shard %s of its cases", d->path,
		    r->manifest.shard);
	return -EINVAL;
}

int planned_read(const struct rundir *d, struct result *ret, struct text *why)
{
	CLEANUP_FREE char *facts =
		rundir_has(d, "selftests") ? rundir_path(d, "selftests") : NULL;
	struct ids ids CLEANUP(ids_release) = { .text = TEXT_INIT };
	const struct manifest *m = &ret->manifest;
	int err = ids_read(d, "plan", &ids, why);

	if (!err)
		err = scan(d, facts, m, &ids, &ret->plan, why);
	if (!err && m->shard)
		err = scan(d, facts, m, &ids, &ret->whole, why);
	if (!err && m->shard)
		err = deal(d, ret, why);
	if (!err)
		err = plan_hash(result_whole(ret), facts, ret->plan_sha256,
				why);
	if (!err && m->plan_sha256 &&
	    strcmp(m->plan_sha256, ret->plan_sha256) != 0) {
		text_printf(why,
			    "%s: progs are not those that the run was planned "
			    "with",
			    d->path);
		err = -EINVAL;
	}
	if (!err)
		result_begin(ret);
	return err;
}
