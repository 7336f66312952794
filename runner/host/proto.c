// SPDX-License-Identifier: GPL-2.0-only
#include "proto.h"

#include <bpf/btf.h>
#include <stdlib.h>
#include <string.h>

#include "cleanup.h"
#include "ktypes.h"
#include "text.h"

/* No prototype of a kernel takes as many steps; corrupt ones may be circles. */
#define STEPS_MOST 500

struct speller {
	const struct ktypes *types;
	int steps; /* left */
	bool bare; /* without attributes */
};

struct spelling {
	struct speller *speller;
	struct text words; /* qualifiers that wait for what they qualify */
	char *thing; /* the declarator, grown from the inside */
	uint32_t id;
	bool pointer; /* it begins with one */
};

static void put_type(struct text *t, struct speller *speller, uint32_t id,
		     const char *name);

static void put_params(struct text *t, struct speller *speller,
		       const struct btf_type *proto, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to && speller->steps > 0; i++) {
		const struct btf_param *p = &btf_params(proto)[i];

		text_puts(t, i > from ? ", " : "");
		if (!p->type && !p->name_off)
			text_puts(t, "...");
		else
			put_type(t, speller, p->type,
				 ktypes_string(speller->types, p->name_off)
					 ?: "?");
	}
}

static void wrap(struct spelling *s, char *thing)
{
	free(s->thing);
	s->thing = thing;
}

/* An array or a function: what is a pointer to it stands in brackets. */
static void bracket(struct spelling *s, const char *suffix)
{
	wrap(s, s->pointer ? text_format("(%s)%s", s->thing, suffix)
			   : text_format("%s%s", s->thing, suffix));
	s->pointer = false;
}

static void put_qualifier(struct spelling *s, const struct btf_type *t)
{
	const char *name = ktypes_string(s->speller->types, t->name_off) ?: "?";

	switch (btf_kind(t)) {
	case BTF_KIND_CONST:
		text_puts(&s->words, "const ");
		break;
	case BTF_KIND_VOLATILE:
		text_puts(&s->words, "volatile ");
		break;
	case BTF_KIND_RESTRICT:
		text_puts(&s->words, "restrict ");
		break;
	default:
		if (!btf_kflag(t))
			text_printf(&s->words, "__%s ", name);
		else if (!s->speller->bare)
			text_printf(&s->words, "__attr(%s) ", name);
	}
}

/* One step from the thing towards the type that begins the spelling. */
static bool step(struct spelling *s, const struct btf_type *t)
{
	struct text suffix CLEANUP_TEXT = TEXT_INIT;

	switch (btf_kind(t)) {
	case BTF_KIND_CONST:
	case BTF_KIND_VOLATILE:
	case BTF_KIND_RESTRICT:
	case BTF_KIND_TYPE_TAG:
		put_qualifier(s, t);
		s->id = t->type;
		return true;
	case BTF_KIND_PTR:
		wrap(s, text_format("*%s%s", s->words.data, s->thing));
		text_reset(&s->words);
		s->pointer = true;
		s->id = t->type;
		return true;
	case BTF_KIND_ARRAY:
		text_printf(&suffix, "[%u]", btf_array(t)->nelems);
		bracket(s, suffix.data);
		s->id = btf_array(t)->type;
		return true;
	case BTF_KIND_FUNC_PROTO:
		text_putc(&suffix, '(');
		put_params(&suffix, s->speller, t, 0, btf_vlen(t));
		text_putc(&suffix, ')');
		bracket(s, suffix.data);
		s->id = t->type;
		return true;
	default:
		return false;
	}
}

static const char *keyword(const struct btf_type *t)
{
	switch (btf_kind(t)) {
	case BTF_KIND_STRUCT:
		return "struct ";
	case BTF_KIND_UNION:
		return "union ";
	case BTF_KIND_FWD:
		return btf_kflag(t) ? "union " : "struct ";
	case BTF_KIND_ENUM:
	case BTF_KIND_ENUM64:
		return "enum ";
	case BTF_KIND_INT:
	case BTF_KIND_FLOAT:
	case BTF_KIND_TYPEDEF:
		return "";
	default:
		return "? ";
	}
}

static void put_type(struct text *t, struct speller *speller, uint32_t id,
		     const char *name)
{
	struct spelling s = { .speller = speller, .id = id };
	const struct btf_type *type = ktypes_at(speller->types, id);

	text_init(&s.words);
	s.thing = text_dup(name);
	while (type && speller->steps-- > 0 && s.id && step(&s, type))
		type = ktypes_at(speller->types, s.id);
	text_puts(t, s.words.data);
	if (!type || speller->steps < 0) {
		text_puts(t, "?");
	} else if (!s.id) {
		text_puts(t, "void");
	} else {
		const char *type_name =
			ktypes_string(speller->types, type->name_off);

		text_printf(t, "%s%s", keyword(type),
			    !type_name	 ? "?"
			    : *type_name ? type_name
					 : "{...}");
	}
	text_printf(t, *s.thing ? " %s" : "%s", s.thing);
	free(s.thing);
	text_release(&s.words);
}

void proto_put_type(struct text *t, const struct ktypes *k, uint32_t id,
		    const char *name)
{
	put_type(t, &(struct speller){ k, STEPS_MOST, false }, id, name);
}

void proto_put_params(struct text *t, const struct ktypes *k,
		      const struct btf_type *proto, uint32_t from, uint32_t to)
{
	put_params(t, &(struct speller){ k, STEPS_MOST, false }, proto, from,
		   to);
}

void proto_put(struct text *t, const struct ktypes *k,
	       const struct btf_type *proto, const char *name)
{
	struct text thing CLEANUP_TEXT = TEXT_INIT;

	text_printf(&thing, "%s(", name);
	proto_put_params(&thing, k, proto, 0, btf_vlen(proto));
	text_puts(&thing, btf_vlen(proto) ? ")" : "void)");
	proto_put_type(t, k, proto->type, thing.data);
}

bool proto_same_type(const struct ktypes *k, uint32_t a, uint32_t b)
{
	struct text x CLEANUP_TEXT = TEXT_INIT;
	struct text y CLEANUP_TEXT = TEXT_INIT;

	if (a == b)
		return true;
	put_type(&x, &(struct speller){ k, STEPS_MOST, true }, a, "");
	put_type(&y, &(struct speller){ k, STEPS_MOST, true }, b, "");
	return !strcmp(x.data, y.data);
}

bool proto_same_param(const struct ktypes *k, const struct btf_param *a,
		      const struct btf_param *b)
{
	const char *x = ktypes_string(k, a->name_off);
	const char *y = ktypes_string(k, b->name_off);

	return x && y && !strcmp(x, y) && proto_same_type(k, a->type, b->type);
}

static const struct btf_type *skip_aliases(const struct ktypes *k, uint32_t *id)
{
	const struct btf_type *t = ktypes_at(k, *id);

	for (int i = 0; t && i < STEPS_MOST; i++) {
		if (!btf_is_mod(t) && !btf_is_typedef(t))
			return t;
		*id = t->type;
		t = ktypes_at(k, *id);
	}
	return NULL;
}

const char *proto_points_to(const struct ktypes *k, uint32_t id, bool *ret_void)
{
	const struct btf_type *t = skip_aliases(k, &id);
	const char *name;

	*ret_void = false;
	if (!t || !btf_is_ptr(t))
		return NULL;
	id = t->type;
	t = skip_aliases(k, &id);
	*ret_void = t && !id;
	if (!t || !id ||
	    (!btf_is_struct(t) && !(btf_is_fwd(t) && !btf_kflag(t))))
		return NULL;
	name = ktypes_string(k, t->name_off);
	return name && *name ? name : NULL;
}
