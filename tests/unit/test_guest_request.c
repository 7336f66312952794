// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <string.h>

#include "guest_request.h"

#define NONCE "nonce 000102030405060708090a0b0c0d0eff\n"
#define FIRST "kfunc-rig-request 1\n"
#define REST "arch x86_64\nvariant patched\ncase a/b\n"

static struct guest_request r;
static char why[128];

static int parse(const char *text)
{
	why[0] = '\0';
	return guest_request_parse(strdup(text), &r, why, sizeof(why));
}

static void test_whole(void **state)
{
	assert_int_equal(parse(FIRST NONCE REST "case c/d\n"), 0);
	assert_int_equal(r.nonce[0], 0);
	assert_int_equal(r.nonce[10], 10);
	assert_int_equal(r.nonce[15], 0xff);
	assert_string_equal(r.arch, "x86_64");
	assert_string_equal(r.variant, "patched");
	assert_int_equal(r.cases_nr, 2);
	assert_string_equal(r.cases[0], "a/b");
	assert_string_equal(r.cases[1], "c/d");
	guest_request_release(&r);
}

static void test_faults(void **state)
{
	static const struct {
		const char *text;
		const char *words;
	} faults[] = {
		{ "", "lacks the nonce" },
		{ "kfunc-rig-request 2\n" NONCE REST, "line 1" },
		{ NONCE FIRST REST, "line 1" },
		{ FIRST REST, "lacks the nonce" },
		{ FIRST NONCE "variant patched\ncase a/b\n", "lacks the arch" },
		{ FIRST NONCE "arch x86_64\ncase a/b\n", "lacks the variant" },
		{ FIRST NONCE "arch x86_64\nvariant v\n", "lacks cases" },
		{ FIRST NONCE NONCE REST, "line 3" },
		{ FIRST NONCE REST "case a/b\n", "line 6" },
		{ FIRST NONCE REST "case \n", "line 6" },
		{ FIRST NONCE REST "color red\n", "line 6" },
		{ FIRST NONCE REST "case\n", "line 6" },
		{ FIRST NONCE REST "\ncase c/d\n", "line 6" },
		{ FIRST NONCE REST "arch arm64\n", "line 6" },
		{ FIRST "nonce 00\n" REST, "line 2" },
		{ FIRST "nonce 000102030405060708090a0b0c0d0eFF\n" REST,
		  "line 2" },
	};

	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
		assert_int_equal(parse(faults[i].text), -EINVAL);
		if (!strstr(why, faults[i].words))
			fail_msg("fault %zu: said '%s'", i, why);
		guest_request_release(&r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_faults),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
