// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "kernel_btf.h"

static int is_module(const struct dirent *entry)
{
	return entry->d_name[0] != '.' && strcmp(entry->d_name, "vmlinux") != 0;
}

static int load_modules(struct kernel_btf *k, char *why, size_t why_size)
{
	struct dirent **entries;
	int nr = scandir(KERNEL_BTF_DIR, &entries, is_module, alphasort);

	if (nr < 0) {
		int err = -errno;

		snprintf(why, why_size, "%s: %s", KERNEL_BTF_DIR,
			 strerror(-err));
		return err;
	}
	k->modules = calloc((size_t)nr + 1, sizeof(*k->modules));
	for (int i = 0; i < nr; i++) {
		struct kernel_btf_module *m;

		if (k->modules) {
			m = &k->modules[k->modules_nr++];
			m->name = strdup(entries[i]->d_name);
			m->btf = btf__load_module_btf(entries[i]->d_name,
						      k->vmlinux);
			if (libbpf_get_error(m->btf))
				m->btf = NULL;
		}
		free(entries[i]);
	}
	free(entries);
	return k->modules ? 0 : -ENOMEM;
}

int kernel_btf_load(struct kernel_btf *k, char *why, size_t why_size)
{
	int err;

	memset(k, 0, sizeof(*k));
	k->vmlinux = btf__load_vmlinux_btf();
	err = libbpf_get_error(k->vmlinux);
	if (err) {
		k->vmlinux = NULL;
		snprintf(why, why_size, "BTF of the running kernel: %s",
			 strerror(-err));
		return err;
	}
	return load_modules(k, why, why_size);
}

void kernel_btf_release(struct kernel_btf *k)
{
	for (size_t i = 0; i < k->modules_nr; i++) {
		btf__free(k->modules[i].btf);
		free(k->modules[i].name);
	}
	free(k->modules);
	btf__free(k->vmlinux);
	memset(k, 0, sizeof(*k));
}

/* The id of a function in that BTF alone, not in the one it is based on. */
static int32_t find_func(const struct btf *btf, const char *name)
{
	const struct btf *base = btf ? btf__base_btf(btf) : NULL;
	uint32_t id = base ? btf__type_cnt(base) : 1;

	for (; btf && id < btf__type_cnt(btf); id++) {
		const struct btf_type *t = btf__type_by_id(btf, id);

		if (btf_is_func(t) &&
		    strcmp(btf__name_by_offset(btf, t->name_off), name) == 0)
			return (int32_t)id;
	}
	return -1;
}

/* The BTF that has the function, and its id there; NULL: none has. */
static const struct btf *find_anywhere(const struct kernel_btf *k,
				       const char *name, int32_t *ret_id)
{
	*ret_id = find_func(k->vmlinux, name);
	if (*ret_id > 0)
		return k->vmlinux;
	for (size_t i = 0; i < k->modules_nr; i++) {
		*ret_id = find_func(k->modules[i].btf, name);
		if (*ret_id > 0)
			return k->modules[i].btf;
	}
	return NULL;
}

static bool is_tagged(const struct btf *btf, int32_t func, const char *tag)
{
	for (uint32_t id = 1; id < btf__type_cnt(btf); id++) {
		const struct btf_type *t = btf__type_by_id(btf, id);

		if (btf_is_decl_tag(t) && t->type == (uint32_t)func &&
		    btf_decl_tag(t)->component_idx == -1 &&
		    strcmp(btf__name_by_offset(btf, t->name_off), tag) == 0)
			return true;
	}
	return false;
}

/* `claim` is "func:tag". */
static bool claim_holds(const struct kernel_btf *k, const char *claim,
			bool want, char *why, size_t why_size)
{
	const char *tag = strchr(claim, ':') + 1;
	char *func = strndup(claim, tag - 1 - claim);
	const struct btf *btf = NULL;
	bool there = false;
	int32_t id;

	if (func)
		btf = find_anywhere(k, func, &id);
	if (!btf) {
		snprintf(why, why_size,
			 "no BTF of the running kernel has the function '%s'",
			 func ? func : claim);
	} else {
		there = is_tagged(btf, id, tag);
		snprintf(why, why_size, "the BTF of '%s' has %s tag '%s'", func,
			 want ? "no" : "the", tag);
	}
	free(func);
	return btf && there == want;
}

bool kernel_btf_meets(const struct kernel_btf *k,
		      const struct expect_need *need, char *why,
		      size_t why_size)
{
	bool there = false;
	int32_t id;

	switch (need->kind) {
	case EXPECT_NEED_MODULE:
		for (size_t i = 0; i < k->modules_nr; i++)
			if (strcmp(k->modules[i].name, need->name) == 0)
				there = k->modules[i].btf;
		snprintf(why, why_size,
			 "module '%s' is not loaded or has no "
			 "BTF",
			 need->name);
		return there;
	case EXPECT_NEED_KFUNC:
		snprintf(why, why_size,
			 "no BTF of the running kernel has the "
			 "function '%s'",
			 need->name);
		return find_anywhere(k, need->name, &id) != NULL;
	case EXPECT_NEED_ABSENT:
		snprintf(why, why_size,
			 "the running kernel has the function "
			 "'%s', which must be absent",
			 need->name);
		return find_anywhere(k, need->name, &id) == NULL;
	case EXPECT_CLAIM_TAGGED:
	case EXPECT_CLAIM_UNTAGGED:
		return claim_holds(k, need->name,
				   need->kind == EXPECT_CLAIM_TAGGED, why,
				   why_size);
	}
	snprintf(why, why_size, "unknown kind of need");
	return false;
}

bool kernel_btf_pair(const struct kernel_btf *k, const char *first,
		     const char *second, int32_t *ret_first,
		     int32_t *ret_second, char *why, size_t why_size)
{
	int32_t first_id, second_id = -1;
	const struct btf *btf = find_anywhere(k, first, &first_id);

	if (btf)
		second_id = find_func(btf, second);
	if (second_id <= 0) {
		snprintf(why, why_size,
			 "no BTF of the running kernel has both "
			 "'%s' and '%s'",
			 first, second);
		return false;
	}
	*ret_first = first_id;
	*ret_second = second_id;
	return true;
}
