// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "notes.h"

#define OTHER "\4\0\0\0\5\0\0\0\1\0\0\0Xen\0abcde\0\0\0"
#define BUILD "\4\0\0\0\3\0\0\0\3\0\0\0GNU\0\xab\x01\xff\0"

static char hex[16];

static bool find(const char *notes, size_t bytes, size_t room)
{
	memset(hex, 0, sizeof(hex));
	return notes_build_id(notes, bytes, hex, room);
}

static void test_found_behind_others(void **state)
{
	assert_true(find(OTHER BUILD, sizeof(OTHER BUILD) - 1, sizeof(hex)));
	assert_string_equal(hex, "ab01ff");
	assert_true(find(BUILD, sizeof(BUILD) - 1, 7));
}

static void test_not_found(void **state)
{
	assert_false(find(OTHER, sizeof(OTHER) - 1, sizeof(hex)));
	assert_false(find("", 0, sizeof(hex)));
	/* No room for it. */
	assert_false(find(BUILD, sizeof(BUILD) - 1, 6));
	/* Cut short, wherever. */
	for (size_t bytes = 0; bytes < sizeof(BUILD) - 1; bytes++)
		assert_false(find(BUILD, bytes, sizeof(hex)));
	/* Lengths that reach beyond the end, and around it. */
	assert_false(find("\377\377\377\377\3\0\0\0\3\0\0\0GNU\0abc", 20,
			  sizeof(hex)));
	assert_false(find("\4\0\0\0\377\377\377\377\3\0\0\0GNU\0abc", 20,
			  sizeof(hex)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found_behind_others),
		cmocka_unit_test(test_not_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
