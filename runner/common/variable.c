// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include <bpf/btf.h>

#include "variable.h"

static bool is_integer(const struct btf *btf, uint32_t id)
{
	const struct btf_type *t = btf__type_by_id(btf, id);

	while (t && (btf_is_mod(t) || btf_is_typedef(t)))
		t = btf__type_by_id(btf, t->type);
	return t && btf_is_int(t);
}

static int describe(const struct btf *btf, const struct btf_type *section,
		    const struct btf_var_secinfo *info, uint32_t type,
		    struct variable *ret)
{
	if ((info->size != 4 && info->size != 8) || !is_integer(btf, type))
		return -EINVAL;
	ret->section = btf__name_by_offset(btf, section->name_off);
	ret->offset = info->offset;
	ret->bytes = info->size;
	return 0;
}

/* The first variable of that name, and where it stands; NULL: there is none. */
static const struct btf_type *find_var(const struct btf *btf, const char *name,
				       const struct btf_type **ret_section,
				       const struct btf_var_secinfo **ret_info)
{
	for (uint32_t id = 1; id < btf__type_cnt(btf); id++) {
		const struct btf_type *section = btf__type_by_id(btf, id);
		const struct btf_var_secinfo *info;

		if (!btf_is_datasec(section))
			continue;
		info = btf_var_secinfos(section);
		for (uint32_t i = 0; i < btf_vlen(section); i++) {
			const struct btf_type *var =
				btf__type_by_id(btf, info[i].type);

			if (!btf_is_var(var) ||
			    strcmp(btf__name_by_offset(btf, var->name_off),
				   name) != 0)
				continue;
			*ret_section = section;
			*ret_info = &info[i];
			return var;
		}
	}
	return NULL;
}

int variable_find(const struct btf *btf, const char *name, struct variable *ret)
{
	const struct btf_var_secinfo *info;
	const struct btf_type *section;
	const struct btf_type *var = find_var(btf, name, &section, &info);

	return var ? describe(btf, section, info, var->type, ret) : -ENOENT;
}

bool variable_is_in(const struct btf *btf, const char *name,
		    const char *section_name)
{
	const struct btf_var_secinfo *info;
	const struct btf_type *section;

	return find_var(btf, name, &section, &info) &&
	       strcmp(btf__name_by_offset(btf, section->name_off),
		      section_name) == 0;
}

uint64_t variable_read(const struct variable *v, const void *section_data)
{
	const volatile void *at = (const char *)section_data + v->offset;

	/* Written by the kernel's side meanwhile: one load, of its own width. */
	return v->bytes == 4 ? *(const volatile uint32_t *)at
			     : *(const volatile uint64_t *)at;
}
