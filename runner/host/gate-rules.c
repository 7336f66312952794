// SPDX-License-Identifier: GPL-2.0-only
#include <bpf/btf.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "gate.h"
#include "proto.h"
#include "text.h"

#define ARENA_ATTRIBUTE "address_space(1)"

/* What the verifier supplies pointers to. */
static const struct {
	const char *name;
	/* how a parameter ends that has a void * there, from before the flag */
	const char *old_suffix;
	/* the u64 that comes with it, and right behind it; or NULL */
	const char *companion;
} implicit_types[] = {
	{ "bpf_prog_aux", "__prog", NULL },
	{ "btf_struct_meta", "__ign", "off" },
};

#define IMPLICIT_TYPES_NR (sizeof(implicit_types) / sizeof(implicit_types[0]))

/* One kfunc, its file, and where to note what is wrong with it. */
struct check {
	struct gate *g;
	const struct kfuncs *k;
	const struct kfunc *f;
	char *impl; /* the name of its _impl */
	const struct ktypes_func *impl_func; /* or NULL */
	uint32_t explicit_nr;
};

#define FIND(c, rule, ...)                                               \
	finding_add(&(c)->g->findings, rule, (c)->k->name, (c)->f->name, \
		    __VA_ARGS__)

static bool ends_in(const char *s, const char *suffix)
{
	size_t bytes = strlen(s), suffix_bytes = strlen(suffix);

	return bytes >= suffix_bytes &&
	       !strcmp(s + bytes - suffix_bytes, suffix);
}

bool gate_is_implicit(const struct gate *g, const struct ktypes *types,
		      uint32_t type_id)
{
	bool is_void;
	const char *name = proto_points_to(types, type_id, &is_void);

	for (size_t i = 0; name && i < IMPLICIT_TYPES_NR; i++)
		if (!strcmp(name, implicit_types[i].name))
			return true;
	for (size_t i = 0; name && g->more_types && g->more_types[i]; i++)
		if (!strcmp(name, g->more_types[i]))
			return true;
	return false;
}

/* Is it of implicit type number `row`, or the void * of an older _impl? */
static bool is_of_row(const struct check *c, const struct btf_param *p,
		      size_t row)
{
	const struct ktypes *types = &c->k->types;
	bool is_void;
	const char *name = proto_points_to(types, p->type, &is_void);

	if (name)
		return !strcmp(name, implicit_types[row].name);
	return is_void && c->f->kind == KFUNC_LEGACY &&
	       ends_in(ktypes_string(types, p->name_off) ?: "",
		       implicit_types[row].old_suffix);
}

/* May parameter number i of the _impl be taken out? */
static bool may_be_implicit(const struct check *c, uint32_t i)
{
	const struct btf_param *p = &btf_params(c->f->full)[i];
	const struct ktypes *types = &c->k->types;
	const struct btf_type *t = ktypes_at(types, p->type);
	const char *name = ktypes_string(types, p->name_off);
	const char *type = t ? ktypes_string(types, t->name_off) : NULL;

	if (gate_is_implicit(c->g, types, p->type))
		return true;
	for (size_t row = 0; row < IMPLICIT_TYPES_NR; row++) {
		const char *companion = implicit_types[row].companion;

		if (is_of_row(c, p, row) ||
		    (companion && i > c->explicit_nr && name && type &&
		     !strcmp(name, companion) && !strcmp(type, "u64") &&
		     is_of_row(c, p - 1, row)))
			return true;
	}
	return false;
}

static const char *param_name(const struct check *c, const struct btf_param *p)
{
	const char *name = ktypes_string(&c->k->types, p->name_off);

	return name && *name ? name : "(unnamed)";
}

static bool is_arena(const struct ktypes *types, uint32_t id)
{
	const struct btf_type *t = ktypes_at(types, id);
	const char *name;

	if (!t || !btf_is_ptr(t))
		return false;
	t = ktypes_at(types, t->type);
	name = t ? ktypes_string(types, t->name_off) : NULL;
	return name && btf_is_type_tag(t) && btf_kflag(t) &&
	       !strcmp(name, ARENA_ATTRIBUTE);
}

static void check_arena(const struct check *c)
{
	const struct ktypes *types = &c->k->types;
	const struct btf_type *proto = c->f->proto;

	if (c->f->flags & KFUNC_ARENA_RET && !is_arena(types, proto->type))
		FIND(c, RULE_ARENA, "what it returns has no " ARENA_ATTRIBUTE);
	for (uint32_t i = 0; i < btf_vlen(proto); i++) {
		const struct btf_param *p = &btf_params(proto)[i];
		const char *name = param_name(c, p);
		bool must = ends_in(name, "__arena") ||
			    ends_in(name, "__arena__nullable");

		if (i < 2)
			must = must || c->f->flags & (i ? KFUNC_ARENA_ARG2
							: KFUNC_ARENA_ARG1);
		if (must && !is_arena(types, p->type))
			FIND(c, RULE_ARENA,
			     "the parameter %s has no " ARENA_ATTRIBUTE, name);
	}
}

/* How many tags of that value are on all of the function? */
static size_t count_tags(const struct check *c, uint32_t id, const char *value)
{
	const struct ktypes_tag *tags;
	size_t nr = ktypes_tags(&c->k->types, id, &tags), count = 0;

	for (size_t i = 0; i < nr; i++)
		count += tags[i].component == -1 && !tags[i].attribute &&
			 !strcmp(tags[i].value, value);
	return count;
}

/* The flaw itself was told, of a type; this is who has it. */
static void check_readable(const struct check *c, const struct btf_type *proto,
			   const char *name)
{
	const struct ktypes *types = &c->k->types;

	for (uint32_t i = 0; i < btf_vlen(proto); i++) {
		const struct btf_param *p = &btf_params(proto)[i];

		if (!ktypes_at(types, p->type) ||
		    !ktypes_string(types, p->name_off))
			FIND(c, RULE_BTF_FLAW,
			     "parameter %u of %s has no type or no name that "
			     "can be read",
			     i + 1, name);
	}
}

static void check_own(const struct check *c)
{
	const struct ktypes_func *func;
	size_t nr = ktypes_find(&c->k->types, c->f->name, &func);
	bool fastcall = c->f->flags & KFUNC_FASTCALL;

	if (nr > 1)
		FIND(c, RULE_DUPLICATE, "BTF has %zu functions of the name",
		     nr);
	if (!kelf_has_function(&c->k->elf, c->f->name))
		FIND(c, RULE_NO_ADDRESS,
		     "no function of the name is in the symbol table");
	nr = count_tags(c, c->f->id, KFUNC_TAG);
	if (nr != 1)
		FIND(c, RULE_KFUNC_TAG, "tags " KFUNC_TAG " on it: %zu, not 1",
		     nr);
	nr = count_tags(c, c->f->id, KFUNC_TAG_FASTCALL);
	if (nr != fastcall)
		FIND(c, RULE_FASTCALL_TAG,
		     "tags " KFUNC_TAG_FASTCALL " on it: %zu; its flags: %#x",
		     nr, c->f->flags);
	check_arena(c);
}

/* A tag of a parameter that programs do not pass is the _impl's alone. */
static bool has_tag(const struct check *c, uint32_t id,
		    const struct ktypes_tag *tag)
{
	const struct ktypes_tag *tags;
	size_t nr = ktypes_tags(&c->k->types, id, &tags);

	for (size_t i = 0; i < nr; i++)
		if (tags[i].component == tag->component &&
		    tags[i].attribute == tag->attribute &&
		    !strcmp(tags[i].value, tag->value))
			return true;
	return false;
}

static void check_tags(const struct check *c)
{
	const struct ktypes *types = &c->k->types;
	const struct ktypes_tag *tags;
	size_t nr = ktypes_tags(types, c->impl_func->id, &tags);

	for (size_t i = 0; i < nr; i++) {
		if (!strcmp(tags[i].value, KFUNC_TAG))
			FIND(c, RULE_IMPL_TAG,
			     "%s is generated and has the tag " KFUNC_TAG,
			     c->impl);
		else if ((tags[i].component < (int64_t)c->explicit_nr) &&
			 !has_tag(c, c->f->id, &tags[i]))
			FIND(c, RULE_TAGS,
			     "%s has the tag %s (%d), which it has not",
			     c->impl, tags[i].value, tags[i].component);
	}
	nr = ktypes_tags(types, c->f->id, &tags);
	for (size_t i = 0; i < nr; i++)
		if (strcmp(tags[i].value, KFUNC_TAG) != 0 &&
		    !has_tag(c, c->impl_func->id, &tags[i]))
			FIND(c, RULE_TAGS,
			     "it has the tag %s (%d), which %s has not",
			     tags[i].value, tags[i].component, c->impl);
}

static void check_explicit(const struct check *c, uint32_t i)
{
	const struct ktypes *types = &c->k->types;
	const struct btf_param *mine = &btf_params(c->f->proto)[i];
	const struct btf_param *full = &btf_params(c->f->full)[i];
	struct text a CLEANUP_TEXT = TEXT_INIT;
	struct text b CLEANUP_TEXT = TEXT_INIT;

	if (proto_same_param(types, mine, full))
		return;
	proto_put_params(&a, types, c->f->proto, i, i + 1);
	proto_put_params(&b, types, c->f->full, i, i + 1);
	FIND(c, RULE_PARAMS, "parameter %u is '%s', and '%s' in %s", i + 1,
	     a.data, b.data, c->impl);
}

static void check_implicit(const struct check *c, uint32_t i)
{
	struct text words CLEANUP_TEXT = TEXT_INIT;

	if (may_be_implicit(c, i))
		return;
	proto_put_params(&words, &c->k->types, c->f->full, i, i + 1);
	FIND(c, RULE_IMPLICIT_TYPE,
	     "the parameter '%s' of %s is taken out, and of no implicit type",
	     words.data, c->impl);
}

static void check_protos(const struct check *c)
{
	const struct ktypes *types = &c->k->types;
	uint32_t nr = btf_vlen(c->f->full);

	if (!proto_same_type(types, c->f->proto->type, c->f->full->type))
		FIND(c, RULE_RETURN, "%s returns another type", c->impl);
	if (c->f->proto == c->f->full)
		FIND(c, RULE_SHARED_PROTO, "it has the prototype of %s",
		     c->impl);
	else if (nr <= c->explicit_nr)
		FIND(c, RULE_NO_IMPLICIT, "it has %u parameters, and %s %u",
		     c->explicit_nr, c->impl, nr);
	for (uint32_t i = 0; i < c->explicit_nr && i < nr; i++)
		check_explicit(c, i);
	for (uint32_t i = c->explicit_nr; i < nr; i++)
		check_implicit(c, i);
}

static void check_public(const struct check *c)
{
	const struct btf_type *proto = c->f->proto;

	for (uint32_t i = 0; i < btf_vlen(proto); i++) {
		const struct btf_param *p = &btf_params(proto)[i];

		if (gate_is_implicit(c->g, &c->k->types, p->type))
			FIND(c, RULE_PUBLIC_IMPLICIT,
			     "programs would have to pass %s",
			     param_name(c, p));
	}
}

static void check_flagged(struct check *c, size_t impls_nr)
{
	const struct kfunc *impl_kfunc = kfuncs_find(c->k, c->impl);

	check_public(c);
	if (impls_nr != 1)
		FIND(c, RULE_NO_IMPL, "BTF has %zu functions %s", impls_nr,
		     c->impl);
	if (impl_kfunc && impl_kfunc->flags & KFUNC_IMPLICIT_ARGS)
		FIND(c, RULE_IMPL_FLAGGED, "%s has KF_IMPLICIT_ARGS, too",
		     c->impl);
	if (!c->impl_func || !c->f->full)
		return;
	check_readable(c, c->f->full, c->impl);
	check_protos(c);
	if (c->f->kind == KFUNC_GENERATED)
		check_tags(c);
}

static void check_kfunc(struct gate *g, const struct kfuncs *k,
			const struct kfunc *f)
{
	struct check c = { .g = g, .k = k, .f = f };
	const struct ktypes_func *impl, *of_base;
	size_t impls_nr;

	/* the rules of sets and types have named it */
	if (f->id < k->types.first || !f->proto)
		return;
	c.explicit_nr = btf_vlen(f->proto);
	c.impl = text_format("%s" KFUNC_IMPL_SUFFIX, f->name);
	impls_nr = ktypes_find(&k->types, c.impl, &impl);
	if (impls_nr)
		c.impl_func = impl;
	check_readable(&c, f->proto, f->name);
	check_own(&c);
	if (f->flags & KFUNC_IMPLICIT_ARGS) {
		check_flagged(&c, impls_nr);
		if (k != &g->files[0] &&
		    ktypes_find(&g->files[0].types, c.impl, &of_base))
			FIND(&c, RULE_IMPL_IN_BASE, "vmlinux has a function %s",
			     c.impl);
	} else if (impls_nr && !kelf_has_function(&k->elf, c.impl)) {
		FIND(&c, RULE_FLAG_LOST,
		     "%s is generated, and the flags are %#x", c.impl,
		     f->flags);
	}
	free(c.impl);
}

/* Is it the generated _impl of a kfunc? check_tags() knows better words. */
static bool is_generated_impl(const struct kfuncs *k, const char *name)
{
	CLEANUP_FREE char *kfunc = text_dup(name);
	const struct kfunc *f;

	if (!ends_in(name, KFUNC_IMPL_SUFFIX))
		return false;
	kfunc[strlen(name) - strlen(KFUNC_IMPL_SUFFIX)] = '\0';
	f = kfuncs_find(k, kfunc);
	return f && f->kind == KFUNC_GENERATED;
}

static void check_stray_tags(struct gate *g, const struct kfuncs *k)
{
	for (size_t i = 0; i < k->types.tags_nr; i++) {
		const struct ktypes_tag *tag = &k->types.tags[i];
		const char *name = ktypes_func_name(&k->types, tag->on);
		const struct kfunc *f = name ? kfuncs_find(k, name) : NULL;

		if (strcmp(tag->value, KFUNC_TAG) != 0 ||
		    (f && f->id == tag->on && tag->component == -1) ||
		    (name && is_generated_impl(k, name)))
			continue;
		finding_add(&g->findings, RULE_STRAY_TAG, k->name, name ?: "",
			    "type [%u] has a tag " KFUNC_TAG " (%d), and is %s",
			    tag->on, tag->component,
			    f ? "a kfunc as a whole" : "in no set of kfuncs");
	}
}

void gate_check(struct gate *g, const struct kfuncs *k)
{
	for (size_t i = 0; i < k->nr; i++)
		check_kfunc(g, k, &k->kfuncs[i]);
	check_stray_tags(g, k);
}
