// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tags of a program are collected from the BTF, sorted into the order of
 * the source and applied; then it is seen whether what they state is whole.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/btf.h>

#include "expect.h"
#include "pattern.h"
#include "tag.h"

#define TAG_PREFIX "comment:"

static int compare_tags(const void *a, const void *b)
{
	return strverscmp(*(const char *const *)a, *(const char *const *)b);
}

/* The tags of a FUNC, sorted; the array is the caller's, the texts the BTF's. */
static int collect_tags(const struct btf *btf, uint32_t func,
			const char ***ret_tags, size_t *ret_nr)
{
	const char **tags = NULL;
	size_t nr = 0;

	for (uint32_t id = 1; id < btf__type_cnt(btf); id++) {
		const struct btf_type *t = btf__type_by_id(btf, id);
		const char **grown;

		if (!btf_is_decl_tag(t) || t->type != func ||
		    btf_decl_tag(t)->component_idx != -1)
			continue;
		grown = reallocarray(tags, nr + 1, sizeof(*tags));
		if (!grown) {
			free(tags);
			return -ENOMEM;
		}
		tags = grown;
		tags[nr++] = btf__name_by_offset(btf, t->name_off);
	}
	if (nr)
		qsort(tags, nr, sizeof(*tags), compare_tags);
	*ret_tags = tags;
	*ret_nr = nr;
	return 0;
}

/*
 * What follows "comment:<number>:". NULL with *ret_err 0: a tag that is not
 * about expectations, such as those libbpf reads.
 */
static const char *strip_prefix(struct tag_reader *r, const char *text,
				int *ret_err)
{
	const char *at;

	if (strncmp(text, TAG_PREFIX, strlen(TAG_PREFIX)) != 0) {
		if (strncmp(text, "test_", 5) == 0 ||
		    strncmp(text, "rig_", 4) == 0)
			*ret_err =
				tag_fail(r,
					 "tag '%s' lacks its prefix " TAG_PREFIX
					 "<number>:",
					 text);
		return NULL;
	}
	at = text + strlen(TAG_PREFIX);
	at += strspn(at, "0123456789");
	if (at == text + strlen(TAG_PREFIX) || *at != ':') {
		*ret_err = tag_fail(r, "malformed tag '%s'", text);
		return NULL;
	}
	return at + 1;
}

int expect_apply_tags(struct tag_reader *r, const struct btf *btf,
		      uint32_t func)
{
	const char **tags = NULL;
	size_t nr = 0;
	int err = collect_tags(btf, func, &tags, &nr);

	for (size_t i = 0; !err && i < nr; i++) {
		const char *text = strip_prefix(r, tags[i], &err);

		if (text)
			err = tag_apply(r, text);
	}
	free(tags);
	return err;
}

const char *expect_next_stated(const struct btf *btf, uint32_t *pos)
{
	while (++*pos < btf__type_cnt(btf)) {
		const struct btf_type *t = btf__type_by_id(btf, *pos);

		if (!btf_is_decl_tag(t) ||
		    strncmp(btf__name_by_offset(btf, t->name_off), TAG_PREFIX,
			    strlen(TAG_PREFIX)) != 0)
			continue;
		t = btf__type_by_id(btf, t->type);
		return btf__name_by_offset(btf, t->name_off);
	}
	return NULL;
}

/* Does the object declare kernel functions to be called? */
static bool declares_kfuncs(const struct btf *btf)
{
	int id = btf__find_by_name_kind(btf, EXPECT_KSYMS, BTF_KIND_DATASEC);
	const struct btf_type *section;

	if (id < 0)
		return false;
	section = btf__type_by_id(btf, id);
	for (uint32_t i = 0, nr = btf_vlen(section); i < nr; i++) {
		uint32_t type = btf_var_secinfos(section)[i].type;

		if (btf_is_func(btf__type_by_id(btf, type)))
			return true;
	}
	return false;
}

static bool has_message(const struct expect *e)
{
	for (size_t i = 0; i < e->patterns_nr; i++)
		if (!e->patterns[i].negative)
			return true;
	return false;
}

/* Is one expectation whole, and free of contradictions? */
static int check_whole(struct tag_reader *r, struct expect *e,
		       const char *variant, bool calls_kfuncs)
{
	if (e->verdict == EXPECT_NONE && (e->has_retval || e->patterns_nr) &&
	    !e->stage && !e->err)
		e->verdict = EXPECT_SUCCESS; /* as test_loader takes it */
	if (e->verdict == EXPECT_NONE)
		return tag_fail(r, "no verdict is stated for %s", variant);
	if (e->verdict == EXPECT_FAILURE && !e->stage)
		return tag_fail(r, "failure without its stage for %s", variant);
	if (e->verdict == EXPECT_FAILURE && e->has_retval)
		return tag_fail(r, "failure with a return value for %s",
				variant);
	if (e->verdict == EXPECT_SUCCESS && (e->stage || e->err || e->has_insn))
		return tag_fail(r,
				"success with the stage, errno or "
				"instruction of a failure for %s",
				variant);
	if (e->needs_nothing && e->needs_nr)
		return tag_fail(r, "needs, and yet needs nothing, for %s",
				variant);
	if (calls_kfuncs && !e->needs_nr && !e->needs_nothing)
		return tag_fail(r,
				"the object declares kernel functions, but "
				"no need is stated for %s",
				variant);
	if (e->verdict == EXPECT_FAILURE && (!e->err || !has_message(e)))
		return tag_fail(r, "failure without its %s for %s",
				e->err ? "message" : "errno", variant);
	return 0;
}

/* Is what runs, if anything, stated together with what is seen of it? */
static int check_run(struct tag_reader *r, const struct expect *e,
		     const char *variant)
{
	enum exercise exercise = r->base.exercise;
	bool prints = e->prints[EXPECT_PRINT_STDOUT].nr ||
		      e->prints[EXPECT_PRINT_STDERR].nr;

	if (prints && !e->has_retval)
		return tag_fail(r,
				"what it prints, but no return value is stated "
				"for %s, so it is not run",
				variant);
	if (exercise && e->verdict == EXPECT_SUCCESS && !e->has_retval)
		return tag_fail(r,
				"exercise '%s' without the value that is "
				"observed for %s",
				exercise_name(exercise), variant);
	/* the variable is 0 if nothing happens */
	if (exercise && e->has_retval && !e->retval_is_prog_id &&
	    (e->retval_any || !e->retval))
		return tag_fail(r,
				"exercise '%s' with a value that the variable "
				"may have though nothing ran, for %s",
				exercise_name(exercise), variant);
	if (!exercise &&
	    (e->stage == RECORD_STAGE_ATTACH || e->stage == RECORD_STAGE_RUN))
		return tag_fail(r,
				"failure at stage %s for %s, but no exercise "
				"goes as far",
				record_stage_name(e->stage), variant);
	return 0;
}

static int check_exercise(struct tag_reader *r)
{
	const struct expect *e = &r->base;
	const char *name = exercise_name(e->exercise);

	if (!e->exercise && (e->observe || e->attach_map))
		return tag_fail(r, "%s '%s' is stated, but no exercise",
				e->observe ? "variable" : "map",
				e->observe ?: e->attach_map);
	if (e->exercise && !e->observe)
		return tag_fail(r, "exercise '%s' without its variable", name);
	if (exercise_attaches_map(e->exercise) != !!e->attach_map)
		return tag_fail(r, "exercise '%s' %s", name,
				e->attach_map ? "attaches no map"
					      : "without its map");
	return 0;
}

/* One expectation, of a variant or of all. */
static int check_one(struct tag_reader *r, struct expect *e,
		     const char *variant, bool calls_kfuncs)
{
	int err = check_whole(r, e, variant, calls_kfuncs);

	return err ? err : check_run(r, e, variant);
}

static int check_case(struct tag_reader *r, const struct btf *btf)
{
	bool calls_kfuncs = declares_kfuncs(btf);
	int err;

	if (r->base.auxiliary) {
		if (r->base.invariant)
			return tag_fail(r, "auxiliary, and yet invariant");
		if (r->base.verdict != EXPECT_NONE)
			return tag_fail(r, "auxiliary, and yet with a verdict");
		if (r->base.exercise)
			return tag_fail(r, "auxiliary, and yet exercised");
		return 0;
	}
	err = check_exercise(r);
	if (!err)
		err = check_one(r, &r->base, "patched", calls_kfuncs);
	if (err)
		return err;
	if (r->base.verdict == EXPECT_FAILURE && !r->base.twin)
		return tag_fail(r, "failure without its twin");
	for (size_t v = 0; v < TAG_OVERRIDE_VARIANTS; v++) {
		if (!r->overridden[v])
			continue;
		err = check_one(r, &r->overrides[v], tag_override_variants[v],
				calls_kfuncs);
		if (err)
			return err;
	}
	return 0;
}

static void release_patterns(struct expect_pattern *patterns, size_t nr)
{
	for (size_t i = 0; i < nr; i++)
		free(patterns[i].text);
	free(patterns);
}

static void release_lists(struct expect *e)
{
	release_patterns(e->patterns, e->patterns_nr);
	for (int i = 0; i < EXPECT_PRINTS; i++)
		release_patterns(e->prints[i].patterns, e->prints[i].nr);
	for (size_t i = 0; i < e->needs_nr; i++)
		free(e->needs[i].name);
	free(e->needs);
}

void expect_release(struct expect *e)
{
	release_lists(e);
	free(e->description);
	free(e->invariant);
	free(e->skip);
	free(e->twin);
	free(e->call_from);
	free(e->call_to);
	free(e->observe);
	free(e->attach_map);
	memset(e, 0, sizeof(*e));
}

/* What an override does not replace goes over to it; the base is then empty. */
static void replace_outcome(struct expect *base, struct expect *override)
{
	struct expect e = *override;

	e.overridden = true;
	e.auxiliary = base->auxiliary;
	e.arch_excluded = base->arch_excluded;
	e.log_level = base->log_level;
	e.prog_flags = base->prog_flags;
	e.description = base->description;
	e.invariant = base->invariant;
	e.twin = base->twin;
	e.call_from = base->call_from;
	e.call_to = base->call_to;
	e.exercise = base->exercise;
	e.observe = base->observe;
	e.attach_map = base->attach_map;
	release_lists(base);
	*base = e;
	memset(override, 0, sizeof(*override));
}

bool expect_is_step(const char *variant)
{
	const char *step = variant + strlen("series/");

	return strncmp(variant, "series/", strlen("series/")) == 0 &&
	       strspn(step, "0123456789") == 2 && !step[2] &&
	       strcmp(step, "00") != 0;
}

bool expect_knows_variant(const char *variant)
{
	for (size_t v = 0; v < TAG_OVERRIDE_VARIANTS; v++)
		if (strcmp(variant, tag_override_variants[v]) == 0)
			return true;
	return strcmp(variant, "patched") == 0 || expect_is_step(variant) ||
	       (strncmp(variant, "mutant/", 7) == 0 && variant[7]);
}

int expect_read(const struct btf *btf, const char *program, const char *arch,
		const char *variant, struct expect *ret, char *why,
		size_t why_size)
{
	struct tag_reader r = {
		.program = program,
		.arch = arch,
		.base.log_level = TAG_LOG_LEVEL_INSNS,
		.base.prog_flags = EXPECT_DEFAULT_FLAGS,
		.why = why,
		.why_size = why_size,
	};
	int func = btf__find_by_name_kind(btf, program, BTF_KIND_FUNC);
	int err;

	if (!expect_knows_variant(variant))
		return tag_fail(&r, "unknown variant '%s'", variant);
	if (func < 0) {
		tag_fail(&r, "no BTF of that function");
		return -ENOENT;
	}
	err = expect_apply_tags(&r, btf, (uint32_t)func);
	if (!err)
		err = check_case(&r, btf);
	if (err == -ENOMEM)
		tag_fail(&r, "out of memory");
	for (size_t v = 0; v < TAG_OVERRIDE_VARIANTS; v++) {
		if (!err && r.overridden[v] &&
		    strcmp(variant, tag_override_variants[v]) == 0)
			replace_outcome(&r.base, &r.overrides[v]);
		expect_release(&r.overrides[v]);
	}
	if (err)
		expect_release(&r.base);
	else
		*ret = r.base;
	return err;
}
