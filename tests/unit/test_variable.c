// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <bpf/btf.h>
#include <bpf/libbpf.h>

#include "variable.h"

static struct bpf_object *obj;
static struct variable v;

static int set_up(void **state)
{
	const char *host = getenv("HOST");
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/unit/objs/variables.bpf.o",
		 host ? host : "build/host");
	obj = bpf_object__open_file(path, NULL);
	return libbpf_get_error(obj) ? -1 : 0;
}

static int tear_down(void **state)
{
	bpf_object__close(obj);
	return 0;
}

static int find(const char *name)
{
	return variable_find(bpf_object__btf(obj), name, &v);
}

/* Its value as the object's file has it. */
static uint64_t value_of(const char *name)
{
	struct bpf_map *map;
	size_t bytes = 0;
	const void *data;

	assert_int_equal(find(name), 0);
	map = bpf_object__find_map_by_name(obj, v.section);
	assert_non_null(map);
	data = bpf_map__initial_value(map, &bytes);
	assert_non_null(data);
	assert_true(v.offset + v.bytes <= bytes);
	return variable_read(&v, data);
}

static void test_found(void **state)
{
	assert_int_equal(value_of("in_bss"), 0);
	assert_string_equal(v.section, ".bss");
	assert_int_equal(value_of("in_data"), 0x1122334455667788);
	assert_int_equal(v.bytes, 8);
	assert_int_equal(value_of("after"), 3);
	assert_string_equal(v.section, ".data");
	assert_int_equal(value_of("in_rodata"), 4);
	assert_int_equal(v.bytes, 4);
	assert_int_equal(value_of("in_own"), 5);
	assert_string_equal(v.section, ".data.own");
}

static void test_not_found(void **state)
{
	assert_int_equal(find("nowhere"), -ENOENT);
	assert_int_equal(find("in_"), -ENOENT);
	/* neither a function nor a section is a variable */
	assert_int_equal(find("uses"), -ENOENT);
	assert_int_equal(find(".bss"), -ENOENT);
	assert_int_equal(find("small"), -EINVAL);
	assert_int_equal(find("pair"), -EINVAL);
	assert_int_equal(find("pointer"), -EINVAL);
	assert_int_equal(find("level"), -EINVAL);
}

static void test_sections(void **state)
{
	const struct btf *btf = bpf_object__btf(obj);

	assert_true(variable_is_in(btf, "ops", ".struct_ops.link"));
	assert_false(variable_is_in(btf, "in_bss", ".struct_ops.link"));
	assert_false(variable_is_in(btf, "nowhere", ".struct_ops.link"));
}

/* No byte beside it is read. */
static void test_width(void **state)
{
	uint64_t data[2] = { 0x1111111122222222, 0x3333333344444444 };
	struct variable four = { .offset = 8, .bytes = 4 };
	struct variable eight = { .offset = 8, .bytes = 8 };

	assert_true(variable_read(&four, data) == 0x44444444 ||
		    variable_read(&four, data) == 0x33333333);
	assert_int_equal(variable_read(&eight, data), data[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found),
		cmocka_unit_test(test_not_found),
		cmocka_unit_test(test_sections),
		cmocka_unit_test(test_width),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
