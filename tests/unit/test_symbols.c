// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "symbols.h"
#include "text.h"

static const char map[] = "0000000000471330 A text_size\n"
			  "ffffffff81000000 T __begin_of_entry\n"
			  "ffffffff81000000 T entry\n"
			  "ffffffff81000000 T _text\n"
			  "ffffffff81000900 T pv_native_safe_halt\n"
			  "ffffffff81000200 t second\n"
			  "ffffffff81000280 d data_is_no_code\n"
			  "ffffffff81000300 T __cpuidle_text_start\n"
			  "ffffffff81000300 T default_idle\n"
			  "ffffffff81000400 T __cpuidle_text_end\n"
			  "ffffffff82000000 B _end\n";

static void assert_put(const struct symbols *s, uint64_t address,
		       const char *want)
{
	struct text t = TEXT_INIT;

	symbols_put(s, address, &t);
	assert_string_equal(t.data, want);
	text_release(&t);
}

static void test_lookup(void **state)
{
	struct symbols s;

	assert_int_equal(symbols_parse(text_dup(map), &s), 0);
	/* of several names the function's, not the linker's */
	assert_put(&s, 0xffffffff81000000, "entry+0x0");
	assert_put(&s, 0xffffffff810001ff, "entry+0x1ff");
	assert_put(&s, 0xffffffff8100027f, "second+0x7f");
	assert_put(&s, 0xffffffff81000281,
		   "no code of the kernel's at 0xffffffff81000281");
	assert_put(&s, 0xffffffff81000310, "default_idle+0x10");
	assert_put(&s, 0xffffffff81000901, "pv_native_safe_halt+0x1");
	assert_put(&s, 0x401000, "user space at 0x401000");
	assert_put(&s, 0xffffffff82000000,
		   "a module or BPF program at 0xffffffff82000000");
	assert_put(&s, 0xffffffffa0000010,
		   "a module or BPF program at 0xffffffffa0000010");
	assert_put(&s, 0xffffffff7a000010,
		   "a module or BPF program at 0xffffffff7a000010");
	assert_put(&s, 0xff110000b81d9000,
		   "no code of the kernel's at 0xff110000b81d9000");
	symbols_release(&s);
}

static void test_idle(void **state)
{
	struct symbols s;

	assert_int_equal(symbols_parse(text_dup(map), &s), 0);
	assert_false(symbols_is_idle(&s, 0xffffffff810002ff));
	assert_true(symbols_is_idle(&s, 0xffffffff81000300));
	assert_true(symbols_is_idle(&s, 0xffffffff810003ff));
	assert_false(symbols_is_idle(&s, 0xffffffff81000400));
	assert_true(symbols_is_idle(&s, 0xffffffff81000913));
	symbols_release(&s);
}

/* Without a map nothing has a name, and nothing breaks. */
static void test_empty(void **state)
{
	struct symbols s = { 0 };

	assert_false(symbols_is_idle(&s, 0));
	assert_put(&s, 0xffffffff81000000, "the kernel at 0xffffffff81000000");
	assert_put(&s, 0, "user space at 0x0");
	symbols_release(&s);
}

static void test_refused(void **state)
{
	static const char *const maps[] = {
		"",
		"\n",
		"no number\n",
		"ffffffff81000000\n",
		"ffffffff81000000 T\n",
		"ffffffff81000000 T \n",
		"ffffffff81000000 T one\n",
		"ffffffff81000000 T _text\nffffffff81000000 T _end\n",
		"ffffffff810000000000 T _text\nffffffff82000000 T _end\n",
	};
	struct text why = TEXT_INIT;
	struct symbols s;

	for (size_t i = 0; i < sizeof(maps) / sizeof(maps[0]); i++)
		assert_int_equal(symbols_parse(text_dup(maps[i]), &s), -EINVAL);
	assert_int_equal(symbols_read("tests/none", &s, &why), -ENOENT);
	assert_string_equal(why.data, "tests/none: No such file or directory");
	text_reset(&why);
	assert_int_equal(symbols_read("/dev/null", &s, &why), -EINVAL);
	assert_non_null(strstr(why.data, "no symbol table"));
	text_release(&why);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lookup),
		cmocka_unit_test(test_idle),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests_name("symbols", tests, NULL, NULL);
}
