// SPDX-License-Identifier: GPL-2.0-only
#include "join.h"

#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "hash.h"
#include "part.h"
#include "shard.h"
#include "swap.h"
#include "text.h"

static bool shards_differ(const struct part *a, const struct part *b,
			  struct text *why)
{
	const char *of_a = a->result.manifest.shard;
	const char *of_b = b->result.manifest.shard;
	struct shard left, right;

	if (!of_a && !of_b)
		text_printf(why, "%s and %s: both are whole runs of %s",
			    a->path, b->path, a->cell);
	else if (!of_a || !of_b)
		text_printf(why,
			    "%s and %s: one is a whole run of %s, one its "
			    "shard %s",
			    a->path, b->path, a->cell, of_a ?: of_b);
	else if (!shard_parse(of_a, &left) || !shard_parse(of_b, &right))
		text_printf(why, "%s and %s: one of %s and %s is no shard",
			    a->path, b->path, of_a, of_b);
	else if (left.n != right.n)
		text_printf(why,
			    "%s and %s: shard %s and shard %s are not of "
			    "one dealing",
			    a->path, b->path, of_a, of_b);
	else if (left.k == right.k)
		text_printf(why, "%s and %s: both are shard %s of %s", a->path,
			    b->path, of_a, a->cell);
	else
		return false;
	return true;
}

/*
 * The facts name compiler, tree and series beside the hash of all that went
 * into a kernel. The build id is of its debug information too, which tells in
 * what folder it was built; each guest has proven its own.
 */
static bool kernels_differ(const struct part *a, const struct part *b,
			   struct text *why)
{
	const struct keyfile *facts = &a->result.facts;

	for (size_t i = 0; i < facts->nr; i++) {
		const char *key = facts->entries[i].key;
		CLEANUP_FREE char *what = text_format("the kernel's %s", key);

		if (strcmp(key, "build_id") &&
		    part_differs(a, b, what, facts->entries[i].value,
				 b->result.facts.nr
					 ? keyfile_get(&b->result.facts, key)
						   ?: "none"
					 : NULL,
				 why))
			return true;
	}
	return false;
}

/* Both plan the same case, from the same bytes? */
static bool objects_differ(const struct part *a, const struct part *b,
			   const struct plan_case *left,
			   const struct plan_case *right, struct text *why)
{
	CLEANUP_FREE char *what = text_format("the object of %s", left->id);
	char of_left[HASH_HEX_SIZE] = "?", of_right[HASH_HEX_SIZE] = "?";

	hash_file(left->path, of_left);
	hash_file(right->path, of_right);
	return part_differs(a, b, what, of_left, of_right, why);
}

/* By the first case that only one knows, or is of another object in one. */
static bool plans_differ(const struct part *a, const struct part *b,
			 struct text *why)
{
	const struct plan *left = result_whole(&a->result);
	const struct plan *right = result_whole(&b->result);
	size_t nr = left->nr > right->nr ? left->nr : right->nr;

	if (!left->nr || !right->nr ||
	    !strcmp(a->result.plan_sha256, b->result.plan_sha256))
		return false;
	for (size_t i = 0; i < nr; i++)
		if (part_differs(a, b, "the plan",
				 i < left->nr ? left->cases[i].id : "its end",
				 i < right->nr ? right->cases[i].id : "its end",
				 why))
			return true;
	for (size_t i = 0; i < nr; i++)
		if (objects_differ(a, b, &left->cases[i], &right->cases[i],
				   why))
			return true;
	return part_differs(a, b, "the plan's hash", a->result.plan_sha256,
			    b->result.plan_sha256, why);
}

/* By other lists the same console is clean in one and not in the other. */
static bool lists_differ(const struct part *a, const struct part *b,
			 struct text *why)
{
	static const char *const lists[] = { "splats.deny", "splats.allow" };

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		CLEANUP_FREE char *left =
			text_format("%s/%s", a->path, lists[i]);
		CLEANUP_FREE char *right =
			text_format("%s/%s", b->path, lists[i]);
		char of_left[HASH_HEX_SIZE] = "none";
		char of_right[HASH_HEX_SIZE] = "none";

		hash_file(left, of_left);
		hash_file(right, of_right);
		if (part_differs(a, b, lists[i], of_left, of_right, why))
			return true;
	}
	return false;
}

bool join_refuses(const struct part *first, const struct part *part,
		  struct text *why)
{
	const struct manifest *a = &first->result.manifest;
	const struct manifest *b = &part->result.manifest;

	return shards_differ(first, part, why) ||
	       kernels_differ(first, part, why) ||
	       plans_differ(first, part, why) ||
	       (first->result.boots_nr && part->result.boots_nr &&
		lists_differ(first, part, why)) ||
	       part_differs(first, part, "the runner", a->runner_sha256,
			    b->runner_sha256, why);
}

/* Nothing of it can be put together with what others saw. */
static bool ended_early(const struct part *part)
{
	return !part->result.boots_nr;
}

/* What a shard saw becomes the whole's. */
static void take_seen(struct result *r, struct result *from)
{
	for (size_t i = 0; from->judgements && i < from->plan.nr; i++) {
		const struct plan_case *c =
			plan_find(&r->plan, from->plan.cases[i].id);

		if (!c)
			continue;
		SWAP(r->session.seen[c - r->plan.cases], from->session.seen[i]);
		SWAP(r->attempts[c - r->plan.cases], from->attempts[i]);
	}
	if (from->session.has_hello && !r->session.has_hello) {
		SWAP(r->session.hello, from->session.hello);
		r->session.has_hello = true;
		from->session.has_hello = false;
	}
}

static void take_cases(struct result *r, struct part *const *parts, size_t nr)
{
	for (size_t i = 0; i < nr && !r->plan.nr; i++) {
		struct result *from = &parts[i]->result;

		SWAP(r->plan, from->whole);
		if (r->plan.nr)
			memcpy(r->plan_sha256, from->plan_sha256,
			       sizeof(r->plan_sha256));
	}
	if (!r->plan.nr)
		return;
	result_begin(r);
	for (size_t i = 0; i < nr; i++)
		if (!ended_early(parts[i]))
			take_seen(r, &parts[i]->result);
	result_judge(r);
}

/* "a", then "a + b"; what is there already is not told again. */
static void add_word(char **words, const char *word)
{
	char *old = *words;

	if (!word || (old && strstr(old, word)))
		return;
	*words = old ? text_format("%s + %s", old, word) : text_dup(word);
	free(old);
}

static void join_manifest(struct manifest *m, const struct manifest *of)
{
	if (!m->arch) {
		manifest_set(&m->arch, of->arch);
		manifest_set(&m->variant, of->variant);
	}
	if (!m->started || strcmp(of->started, m->started) < 0)
		manifest_set(&m->started, of->started);
	if (!m->accel_reason)
		manifest_set(&m->accel_reason, of->accel_reason);
	add_word(&m->id, of->id);
	add_word(&m->accel, of->accel);
	add_word(&m->qemu_version, of->qemu_version);
}

static void add_boots(struct result *r, struct part *part)
{
	struct result *of = &part->result;

	for (size_t i = 0; i < of->boots_nr; i++) {
		r->boots = text_grow(r->boots, r->boots_nr, sizeof(*r->boots));
		SWAP(r->boots[r->boots_nr], of->boots[i]);
		r->boots[r->boots_nr++].shard = text_dup(of->manifest.shard);
	}
}

/* They go over, with the first crash of all. */
static void add_splats(struct result *r, struct part *part)
{
	struct result *of = &part->result;

	for (size_t i = 0; i < of->splats_nr; i++) {
		r->splats =
			text_grow(r->splats, r->splats_nr, sizeof(*r->splats));
		r->splats[r->splats_nr++] = of->splats[i];
		of->splats[i]->shard = text_dup(of->manifest.shard);
	}
	of->splats_nr = 0;
	if (!r->crash)
		r->crash = of->crash;
	r->splats_fatal += of->splats_fatal;
	r->splats_unexcused += of->splats_unexcused;
	r->splats_excused += of->splats_excused;
}

static bool has_warning(const struct result *r, const char *warning)
{
	for (size_t i = 0; i < r->warnings_nr; i++)
		if (!strcmp(r->warnings[i], warning))
			return true;
	return false;
}

/* An excuse that one shard needed was needed: what all warn of holds. */
static void add_warnings(struct result *r, struct part *const *parts, size_t nr)
{
	for (size_t w = 0; w < parts[0]->result.warnings_nr; w++) {
		const char *warning = parts[0]->result.warnings[w];
		size_t with = 0;

		for (size_t i = 0; i < nr; i++)
			with += has_warning(&parts[i]->result, warning);
		if (with == nr)
			result_warn(r, "%s", warning);
	}
}

/* Told with their shard; what is found already is of the cases, which are whole. */
static void add_findings(struct result *r, const struct part *part)
{
	const struct result *of = &part->result;

	for (int i = 0; i < FINDING_NR; i++)
		if (of->found[i].bytes && !r->found[i].bytes)
			text_printf(&r->found[i], "shard %s: %s",
				    of->manifest.shard, of->found[i].data);
}

static void find_missing(struct result *r, struct part *const *parts, size_t nr)
{
	struct text *found = &r->found[FINDING_FAILURE];
	struct shard shard = { 0 };
	bool *there;

	shard_parse(parts[0]->result.manifest.shard, &shard);
	there = text_alloc(shard.n + 1, sizeof(*there));
	for (size_t i = 0; i < nr; i++)
		if (shard_parse(parts[i]->result.manifest.shard, &shard))
			there[shard.k] = true;
	text_reset(found);
	for (unsigned int k = 1; k <= shard.n; k++)
		if (!there[k])
			text_printf(found, "%s %u/%u",
				    found->bytes ? ","
						 : "there is no run of "
						   "shard",
				    k, shard.n);
	free(there);
}

/* A shard that ended before its boot owns the outcome when it is worse. */
static void conclude(struct result *r, struct part *const *parts, size_t nr)
{
	result_conclude(r);
	for (size_t i = 0; i < nr; i++) {
		const struct result *of = &parts[i]->result;

		if (!ended_early(parts[i]) ||
		    !outcome_is_worse(of->outcome, r->outcome))
			continue;
		r->outcome = of->outcome;
		free(r->sentence);
		r->sentence = text_format("shard %s: %s", of->manifest.shard,
					  of->sentence);
	}
}

/* The last words are those of a shard that came to what the whole came to. */
static void take_words(struct result *r, struct part *const *parts, size_t nr)
{
	struct result *of = &parts[nr - 1]->result;

	for (size_t i = nr; i--;)
		if (parts[i]->result.outcome == r->outcome)
			of = &parts[i]->result;
	for (size_t i = 0; i < of->tail_nr; i++)
		SWAP(r->tail[i], of->tail[i]);
	SWAP(r->tail_nr, of->tail_nr);
	SWAP(r->qemu_said, of->qemu_said);
}

void join_parts(struct part *const *parts, size_t nr, struct result *ret)
{
	take_cases(ret, parts, nr);
	find_missing(ret, parts, nr);
	for (size_t i = 0; i < nr; i++) {
		struct result *of = &parts[i]->result;

		if (!ret->degraded)
			SWAP(ret->degraded, of->degraded);
		join_manifest(&ret->manifest, &of->manifest);
		phases_add_all(&ret->phases, &of->phases);
		if (ended_early(parts[i]))
			continue;
		add_findings(ret, parts[i]);
		add_boots(ret, parts[i]);
		add_splats(ret, parts[i]);
	}
	add_warnings(ret, parts, nr);
	conclude(ret, parts, nr);
	take_words(ret, parts, nr);
}
