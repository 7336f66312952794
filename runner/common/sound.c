// SPDX-License-Identifier: GPL-2.0-only
#include <stdint.h>
#include <stdio.h>

#include <bpf/btf.h>

#include "sound.h"

/* As libbpf has it: more typedefs and qualifiers in a row are a circle. */
#define CHAIN_MAX 32

static bool is_name(const struct btf *btf, uint32_t offset)
{
	return btf__name_by_offset(btf, offset);
}

static bool is_type(const struct btf *btf, uint32_t id)
{
	return id < btf__type_cnt(btf);
}

static bool is_kind(const struct btf *btf, uint32_t id, uint32_t kind)
{
	return is_type(btf, id) && btf_kind(btf__type_by_id(btf, id)) == kind;
}

static bool members_are_there(const struct btf *btf, const struct btf_type *t)
{
	for (uint32_t i = 0; i < btf_vlen(t); i++)
		if (!is_name(btf, btf_members(t)[i].name_off) ||
		    !is_type(btf, btf_members(t)[i].type))
			return false;
	return true;
}

static bool params_are_there(const struct btf *btf, const struct btf_type *t)
{
	for (uint32_t i = 0; i < btf_vlen(t); i++)
		if (!is_name(btf, btf_params(t)[i].name_off) ||
		    !is_type(btf, btf_params(t)[i].type))
			return false;
	return is_type(btf, t->type);
}

static bool values_have_names(const struct btf *btf, const struct btf_type *t)
{
	bool wide = btf_kind(t) == BTF_KIND_ENUM64;

	for (uint32_t i = 0; i < btf_vlen(t); i++)
		if (!is_name(btf, wide ? btf_enum64(t)[i].name_off
				       : btf_enum(t)[i].name_off))
			return false;
	return true;
}

static bool variables_are_there(const struct btf *btf, const struct btf_type *t)
{
	for (uint32_t i = 0; i < btf_vlen(t); i++) {
		uint32_t id = btf_var_secinfos(t)[i].type;

		if (!is_kind(btf, id, BTF_KIND_VAR) &&
		    !is_kind(btf, id, BTF_KIND_FUNC))
			return false;
	}
	return true;
}

/* Does it come to an end that is another kind of type? */
static bool chain_ends(const struct btf *btf, const struct btf_type *t)
{
	for (int i = 0; i < CHAIN_MAX; i++) {
		uint32_t next;

		if (btf_is_array(t))
			next = btf_array(t)->type;
		else if (btf_is_mod(t) || btf_is_typedef(t))
			next = t->type;
		else
			return true;
		if (!is_type(btf, next))
			return false;
		t = btf__type_by_id(btf, next);
	}
	return false;
}

/* A kind that is not here refers to nothing, or libbpf would not have read it. */
static bool is_sound(const struct btf *btf, const struct btf_type *t)
{
	if (!is_name(btf, t->name_off) || !chain_ends(btf, t))
		return false;
	switch (btf_kind(t)) {
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
		return members_are_there(btf, t);
	case BTF_KIND_ENUM:
	case BTF_KIND_ENUM64:
		return values_have_names(btf, t);
	case BTF_KIND_FUNC_PROTO:
		return params_are_there(btf, t);
	case BTF_KIND_FUNC:
		return is_kind(btf, t->type, BTF_KIND_FUNC_PROTO);
	case BTF_KIND_DATASEC:
		return variables_are_there(btf, t);
	case BTF_KIND_ARRAY:
		return is_type(btf, btf_array(t)->index_type);
	case BTF_KIND_PTR:
	case BTF_KIND_VAR:
		return is_type(btf, t->type);
	case BTF_KIND_DECL_TAG:
		return is_type(btf, t->type) && t->type;
	default:
		return true;
	}
}

bool sound_btf(const struct btf *btf, char *why, size_t why_size)
{
	for (uint32_t id = 1; id < btf__type_cnt(btf); id++) {
		if (is_sound(btf, btf__type_by_id(btf, id)))
			continue;
		snprintf(why, why_size,
			 "its BTF is corrupt: type [%u] refers to what is not "
			 "there",
			 id);
		return false;
	}
	return true;
}
