// SPDX-License-Identifier: GPL-2.0-only
#include <bpf/btf.h>

#include "ktypes.h"
#include "text.h"

struct look {
	const struct ktypes *types;
	uint32_t id;
	const char *name; /* of the function, or "" */
	void (*flaw)(void *context, const char *name, const char *words);
	void *context;
};

static void tell(const struct look *l, const char *what, uint32_t number)
{
	struct text words CLEANUP_TEXT = TEXT_INIT;

	text_printf(&words, "type [%u] %s %u", l->id, what, number);
	l->flaw(l->context, l->name, words.data);
}

static void need_type(const struct look *l, uint32_t id)
{
	if (!ktypes_at(l->types, id))
		tell(l, "refers to a type that does not exist:", id);
}

static void need_string(const struct look *l, uint32_t offset)
{
	if (!ktypes_string(l->types, offset))
		tell(l, "has a name outside the strings, at", offset);
}

static void look_at_params(const struct look *l, const struct btf_type *t)
{
	for (uint32_t i = 0; i < btf_vlen(t); i++) {
		need_string(l, btf_params(t)[i].name_off);
		need_type(l, btf_params(t)[i].type);
	}
}

static void look_at_members(const struct look *l, const struct btf_type *t)
{
	for (uint32_t i = 0; i < btf_vlen(t); i++) {
		need_string(l, btf_members(t)[i].name_off);
		need_type(l, btf_members(t)[i].type);
	}
}

static void look_at_func(const struct look *l, const struct btf_type *t)
{
	if (!ktypes_proto(l->types, l->id, NULL))
		tell(l, "is a function whose prototype is none: type", t->type);
}

/* A tag of a parameter needs that parameter; others are no matter of ours. */
static void look_at_tag(const struct look *l, const struct btf_type *t)
{
	const struct btf_type *proto = ktypes_proto(l->types, t->type, NULL);
	int32_t component = btf_decl_tag(t)->component_idx;

	if (component < -1 || (proto && component >= (int)btf_vlen(proto)))
		tell(l, "is a tag of a parameter that is not there: number",
		     (uint32_t)component);
}

static void look_at(struct look *l)
{
	const struct btf_type *t = ktypes_at(l->types, l->id);
	const char *func = NULL;

	if (!t)
		return;
	if (btf_is_func(t))
		func = ktypes_func_name(l->types, l->id);
	else if (btf_is_decl_tag(t))
		func = ktypes_func_name(l->types, t->type);
	l->name = func ? func : "";
	need_string(l, t->name_off);
	switch (btf_kind(t)) {
	case BTF_KIND_FUNC:
		look_at_func(l, t);
		break;
	case BTF_KIND_FUNC_PROTO:
		need_type(l, t->type);
		look_at_params(l, t);
		break;
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
		look_at_members(l, t);
		break;
	case BTF_KIND_ARRAY:
		need_type(l, btf_array(t)->type);
		break;
	case BTF_KIND_DECL_TAG:
		need_type(l, t->type);
		look_at_tag(l, t);
		break;
	case BTF_KIND_PTR:
	case BTF_KIND_TYPEDEF:
	case BTF_KIND_VOLATILE:
	case BTF_KIND_CONST:
	case BTF_KIND_RESTRICT:
	case BTF_KIND_TYPE_TAG:
	case BTF_KIND_VAR:
		need_type(l, t->type);
		break;
	default:
		break;
	}
}

void ktypes_flaws(const struct ktypes *k,
		  void (*flaw)(void *context, const char *name,
			       const char *words),
		  void *context)
{
	struct look l = { .types = k, .flaw = flaw, .context = context };

	for (l.id = k->first; l.id < k->end; l.id++)
		look_at(&l);
}
