// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <bpf/btf.h>
#include <string.h>

#include "sound.h"

#define NOWHERE 99

/* libbpf adds what refers to nothing as readily as anything else. */
static void int_only(struct btf *btf)
{
	btf__add_int(btf, "int", 4, 0);
}

static void all_kinds(struct btf *btf)
{
	int number = btf__add_int(btf, "int", 4, 0);
	int pointer = btf__add_ptr(btf, 0);
	int alias = btf__add_typedef(btf, "t", number);
	int proto = btf__add_func_proto(btf, number);
	int func, var;

	btf__add_func_param(btf, "a", pointer);
	func = btf__add_func(btf, "f", BTF_FUNC_GLOBAL, proto);
	var = btf__add_var(btf, "v", BTF_VAR_STATIC, number);
	btf__add_datasec(btf, ".bss", 4);
	btf__add_datasec_var_info(btf, var, 0, 4);
	btf__add_decl_tag(btf, "tag", func, -1);
	btf__add_struct(btf, "s", 4);
	btf__add_field(btf, "m", alias, 0, 0);
	btf__add_array(btf, number, btf__add_const(btf, number), 2);
	btf__add_enum(btf, "e", 4);
	btf__add_enum_value(btf, "one", 1);
}

static void pointer(struct btf *btf)
{
	btf__add_ptr(btf, NOWHERE);
}

static void member(struct btf *btf)
{
	btf__add_struct(btf, "s", 4);
	btf__add_field(btf, "m", NOWHERE, 0, 0);
}

static void parameter(struct btf *btf)
{
	btf__add_func_proto(btf, 0);
	btf__add_func_param(btf, "a", NOWHERE);
}

static void returned(struct btf *btf)
{
	btf__add_func_proto(btf, NOWHERE);
}

static void function(struct btf *btf)
{
	btf__add_func(btf, "f", BTF_FUNC_GLOBAL,
		      btf__add_int(btf, "int", 4, 0));
}

static void tag(struct btf *btf)
{
	btf__add_decl_tag(btf, "tag", NOWHERE, -1);
}

static void variable(struct btf *btf)
{
	int number = btf__add_int(btf, "int", 4, 0);

	btf__add_datasec(btf, ".bss", 4);
	btf__add_datasec_var_info(btf, number, 0, 4);
}

static void circle(struct btf *btf)
{
	btf__add_const(btf, 2);
	btf__add_typedef(btf, "t", 1);
}

static void element(struct btf *btf)
{
	btf__add_array(btf, btf__add_int(btf, "int", 4, 0), NOWHERE, 2);
}

static void name(struct btf *btf)
{
	int id = btf__add_int(btf, "int", 4, 0);

	((struct btf_type *)btf__type_by_id(btf, id))->name_off = NOWHERE;
}

static void assert_sound(void (*make)(struct btf *btf), bool want)
{
	struct btf *btf = btf__new_empty();
	char why[128] = "";

	make(btf);
	assert_int_equal(sound_btf(btf, why, sizeof(why)), want);
	assert_int_equal(!*why, want);
	btf__free(btf);
}

static void test_sound(void **state)
{
	assert_sound(int_only, true);
	assert_sound(all_kinds, true);
}

static void test_corrupt(void **state)
{
	static void (*const makes[])(struct btf *btf) = {
		pointer, member,   parameter, returned, function,
		tag,	 variable, circle,    element,	name,
	};

	for (size_t i = 0; i < sizeof(makes) / sizeof(makes[0]); i++)
		assert_sound(makes[i], false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound),
		cmocka_unit_test(test_corrupt),
	};

	return cmocka_run_group_tests_name("sound", tests, NULL, NULL);
}
