// SPDX-License-Identifier: GPL-2.0-only
#include "planned.h"

#include <errno.h>
#include <string.h>

#include "cleanup.h"
#include "durations.h"
#include "plan-hash.h"
#include "plan.h"
#include "request.h"
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
	return err;
}

int planned_keep_shard(const struct rundir *d, struct plan *plan,
		       const struct shard *shard,
		       const struct durations *durations, const char *path,
		       struct text *why)
{
	struct text ids CLEANUP_TEXT = TEXT_INIT;
	int err;

	for (size_t i = 0; i < plan->nr; i++)
		text_printf(&ids, "%s\n", plan->cases[i].id);
	err = rundir_put_text(d, "plan", &ids);
	if (!err)
		err = shard_select(shard, durations, plan);
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
		const struct request *request, char *const *ids, size_t nr,
		struct plan *ret, struct text *why)
{
	CLEANUP_FREE char *progs = rundir_path(d, "progs");
	const char *unknown;
	char words[1024] = "";
	int err = plan_scan(progs, facts, request->arch, request->variant, ret,
			    words, sizeof(words));

	if (err) {
		text_puts(why, words);
		return err;
	}
	err = plan_select(ret, (const char *const *)ids, nr, &unknown);
	if (!err && is_of(ret, ids, nr))
		return 0;
	text_printf(why, "%s: its cases are not those of %s", d->path, progs);
	return -EINVAL;
}

/* Of all that was dealt out, what falls to the shard. */
static int read_shard(const struct rundir *d, const char *facts,
		      const struct request *request, struct result *r,
		      struct text *why)
{
	struct durations durations CLEANUP(durations_release) = { 0 };
	CLEANUP_FREE char *path = rundir_path(d, "durations");
	struct ids ids CLEANUP(ids_release) = { .text = TEXT_INIT };
	struct shard shard;
	int err = ids_read(d, "plan", &ids, why);

	if (!err)
		err = scan(d, facts, request, ids.list, ids.nr, &r->whole, why);
	if (!err)
		err = scan(d, facts, request, ids.list, ids.nr, &r->plan, why);
	if (!err)
		err = durations_read(path, &durations, why);
	if (err)
		return err;
	if (shard_parse(r->manifest.shard, &shard) &&
	    !shard_select(&shard, &durations, &r->plan) &&
	    is_of(&r->plan, request->cases, request->cases_nr))
		return 0;
	text_printf(why, "%s: its cases are not those of shard %s", d->path,
		    r->manifest.shard);
	return -EINVAL;
}

/* Both tell of which kernel the run is. */
static int check_cell(const struct rundir *d, const struct request *r,
		      const struct manifest *m, struct text *why)
{
	if (m->arch && m->variant && !strcmp(m->arch, r->arch) &&
	    !strcmp(m->variant, r->variant))
		return 0;
	text_printf(why,
		    "%s: manifest.json tells of a run of %s/%s, request of "
		    "one of %s/%s",
		    d->path, m->arch ?: "?", m->variant ?: "?", r->arch,
		    r->variant);
	return -EINVAL;
}

int planned_read(const struct rundir *d, struct request *ret_request,
		 struct result *ret, struct text *why)
{
	CLEANUP_FREE char *path = rundir_path(d, "request");
	CLEANUP_FREE char *facts =
		rundir_has(d, "selftests") ? rundir_path(d, "selftests") : NULL;
	const char *stated = ret->manifest.plan_sha256;
	int err = request_read(path, ret_request, why);

	if (!err)
		err = check_cell(d, ret_request, &ret->manifest, why);
	if (!err && ret->manifest.shard)
		err = read_shard(d, facts, ret_request, ret, why);
	else if (!err)
		err = scan(d, facts, ret_request, ret_request->cases,
			   ret_request->cases_nr, &ret->plan, why);
	if (!err)
		err = plan_hash(result_whole(ret), facts, ret->plan_sha256,
				why);
	if (!err && stated && strcmp(stated, ret->plan_sha256) != 0) {
		text_printf(why,
			    "%s: progs are not those that the run was planned "
			    "with",
			    d->path);
		err = -EINVAL;
	}
	return err;
}
