// SPDX-License-Identifier: GPL-2.0-only
#include "toy-kernel.h"

#include <bpf/btf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cleanup.h"
#include "kfuncs.h"
#include "text.h"

#define TYPE_ATTRIBUTE (1u << 31) /* kind_flag */

int toy_id(struct forge *f, const char *name)
{
	int id = btf__find_by_name_kind(f->btf, name, BTF_KIND_FUNC);

	assert_true(id > 0);
	return id;
}

static struct btf_type *type(struct forge *f, int id)
{
	return (struct btf_type *)btf__type_by_id(f->btf, (uint32_t)id);
}

struct btf_type *toy_func(struct forge *f, const char *name)
{
	return type(f, toy_id(f, name));
}

struct btf_type *toy_proto(struct forge *f, const char *name)
{
	return type(f, (int)toy_func(f, name)->type);
}

void toy_tag(struct forge *f, const char *func, const char *value,
	     int component)
{
	assert_true(btf__add_decl_tag(f->btf, value, toy_id(f, func),
				      component) > 0);
}

void toy_retag(struct forge *f, const char *func, const char *value,
	       const char *other)
{
	int on = toy_id(f, func);
	int name = btf__add_str(f->btf, other);

	for (uint32_t id = 1; id < btf__type_cnt(f->btf); id++) {
		struct btf_type *t = type(f, (int)id);

		if (btf_is_decl_tag(t) && (int)t->type == on &&
		    !strcmp(btf__str_by_offset(f->btf, t->name_off), value)) {
			t->name_off = (uint32_t)name;
			return;
		}
	}
	fail();
}

int toy_add(struct forge *f, const char *name, int return_type,
	    const struct toy_param *params)
{
	int proto = btf__add_func_proto(f->btf, return_type);

	for (; params->type >= 0; params++)
		assert_int_equal(btf__add_func_param(f->btf, params->name,
						     params->type),
				 0);
	return btf__add_func(f->btf, name, BTF_FUNC_STATIC, proto);
}

struct forge_entry *toy_entry(struct forge_set *s, const char *name)
{
	for (uint32_t i = 0; i < s->nr; i++)
		if (!strcmp(s->entries[i].name, name))
			return &s->entries[i];
	fail();
	return NULL;
}

static void add_types(struct toy *t)
{
	struct btf *btf = t->vmlinux->btf;
	int attribute;

	t->int_id = btf__add_int(btf, "int", 4, BTF_INT_SIGNED);
	t->u64_id = btf__add_typedef(
		btf, "u64", btf__add_int(btf, "unsigned long long", 8, 0));
	t->void_ptr = btf__add_ptr(btf, 0);
	t->aux_ptr = btf__add_ptr(btf, btf__add_struct(btf, "bpf_prog_aux", 8));
	t->meta_ptr =
		btf__add_ptr(btf, btf__add_struct(btf, "btf_struct_meta", 8));
	attribute = btf__add_type_tag(btf, "address_space(1)", t->int_id);
	type(t->vmlinux, attribute)->info |= TYPE_ATTRIBUTE;
	t->arena_ptr = btf__add_ptr(btf, attribute);
}

/* A kfunc has an address, a tag and an entry. */
static void add_kfunc(struct forge *f, struct forge_set *s, const char *name,
		      uint32_t flags, int return_type,
		      const struct toy_param *params)
{
	int id = toy_add(f, name, return_type, params);

	forge_function(f, name);
	forge_entry(s, name, (uint32_t)id, flags);
	toy_tag(f, name, KFUNC_TAG, -1);
}

#define PARAMS(...) ((const struct toy_param[]){ __VA_ARGS__, { -1, NULL } })
#define NO_PARAMS ((const struct toy_param[]){ { -1, NULL } })

static void add_generated(struct toy *t)
{
	struct forge *f = t->vmlinux;
	struct toy_param a = { t->int_id, "a" }, b = { t->int_id, "b" };
	struct toy_param aux = { t->aux_ptr, "aux" };

	add_kfunc(f, t->common, "bpf_gen", KFUNC_IMPLICIT_ARGS, t->int_id,
		  PARAMS(a, b));
	toy_add(f, "bpf_gen_impl", t->int_id, PARAMS(a, b, aux));
	toy_tag(f, "bpf_gen", "note", -1);
	toy_tag(f, "bpf_gen_impl", "note", -1);
	toy_tag(f, "bpf_gen", "of_b", 1);
	toy_tag(f, "bpf_gen_impl", "of_b", 1);
	toy_tag(f, "bpf_gen_impl", "of_aux", 2);

	add_kfunc(f, t->common, "bpf_fast",
		  KFUNC_IMPLICIT_ARGS | KFUNC_FASTCALL, 0, NO_PARAMS);
	toy_add(f, "bpf_fast_impl", 0, PARAMS(aux));
	toy_tag(f, "bpf_fast", KFUNC_TAG_FASTCALL, -1);
	toy_tag(f, "bpf_fast_impl", KFUNC_TAG_FASTCALL, -1);

	add_kfunc(f, t->common, "bpf_list", KFUNC_IMPLICIT_ARGS, t->int_id,
		  PARAMS(a));
	toy_add(f, "bpf_list_impl", t->int_id,
		PARAMS(a, { t->meta_ptr, "meta" }, { t->u64_id, "off" }));
}

static void add_vmlinux(struct toy *t)
{
	struct forge *f = t->vmlinux = forge_new(NULL);
	struct toy_param a;
	struct forge_set *second;

	add_types(t);
	a = (struct toy_param){ t->int_id, "a" };
	t->common = forge_set(f, "common");
	add_kfunc(f, t->common, "bpf_plain", 0, t->int_id, PARAMS(a));
	add_generated(t);
	add_kfunc(f, t->common, "bpf_old", KFUNC_IMPLICIT_ARGS, t->int_id,
		  PARAMS(a));
	add_kfunc(f, t->common, "bpf_old_impl", 0, t->int_id,
		  PARAMS(a, { t->void_ptr, "aux__prog" }));
	add_kfunc(f, t->common, "bpf_arena", KFUNC_ARENA_ARG1, t->arena_ptr,
		  PARAMS({ t->arena_ptr, "p" }));
	toy_add(f, "helper", t->int_id, PARAMS(a));
	forge_function(f, "helper");
	second = forge_set(f, "second");
	forge_entry(second, "bpf_gen", (uint32_t)toy_id(f, "bpf_gen"),
		    KFUNC_IMPLICIT_ARGS);
}

void toy_make(struct toy *t)
{
	*t = (struct toy){ .dir = "/tmp/toy-kernel.XXXXXX" };
	add_vmlinux(t);
}

void toy_make_module(struct toy *t)
{
	struct toy_param a;
	struct forge *m;

	a = (struct toy_param){ t->int_id, "a" };
	m = t->module = forge_new(t->vmlinux->btf);
	t->mod_set = forge_set(m, "mod_set");
	add_kfunc(m, t->mod_set, "mod_gen", KFUNC_IMPLICIT_ARGS, t->int_id,
		  PARAMS(a));
	toy_add(m, "mod_gen_impl", t->int_id, PARAMS(a, { t->aux_ptr, "aux" }));
	add_kfunc(m, t->mod_set, "mod_plain", 0, 0, NO_PARAMS);
}

void toy_write(struct toy *t)
{
	CLEANUP_FREE char *modules = NULL;
	CLEANUP_FREE char *vmlinux = NULL;
	CLEANUP_FREE char *module = NULL;

	assert_non_null(mkdtemp(t->dir));
	vmlinux = text_format("%s/vmlinux", t->dir);
	modules = text_format("%s/modules", t->dir);
	module = text_format("%s/modules/mod.ko", t->dir);
	assert_int_equal(mkdir(modules, 0700), 0);
	assert_int_equal(forge_write(t->vmlinux, vmlinux), 0);
	if (t->module)
		assert_int_equal(forge_write(t->module, module), 0);
}

void toy_release(struct toy *t)
{
	static const char *const files[] = {
		"vmlinux",	  "vmlinux.btf", "facts", "modules/mod.ko",
		"modules/two.ko", "modules",	 ""
	};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		CLEANUP_FREE char *path =
			text_format("%s/%s", t->dir, files[i]);

		remove(path);
	}
	forge_free(t->module);
	forge_free(t->vmlinux);
}
