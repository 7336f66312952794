// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "mutant.h"
#include "text.h"

#define FROM "From 0 Mon Sep 17 00:00:00 2001\n"
#define SUBJECT "Subject: [PATCH] the tag is\n forgotten\n\n"
#define CAUGHT "Caught-by: a/b\nCaught-with: but it loaded\n"
#define REST "---\n file | 1 +\n\ndiff --git a/x b/x\nCaught-by: not/this\n"

static char folder[] = "/tmp/rig-mutant.XXXXXX";
static struct text why = TEXT_INIT;

static int make_folder(void **state)
{
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	text_release(&why);
	return rmdir(folder);
}

static int read_named(const char *name, const char *content, struct mutant *m)
{
	char path[64];
	FILE *f;
	int err;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(content, f);
	fclose(f);
	text_reset(&why);
	err = mutant_read(path, m, &why);
	unlink(path);
	return err;
}

static void test_the_head_is_read(void **state)
{
	struct mutant m;

	assert_int_equal(read_named("tag.patch",
				    FROM SUBJECT "Words: of it.\n\n" CAUGHT
						 "caught-by:  c/d \n"
						 "Caught-with: 5: \n" REST,
				    &m),
			 0);
	assert_string_equal(m.name, "tag");
	assert_string_equal(m.subject, "the tag is forgotten");
	assert_int_equal(m.caught_by_nr, 2);
	assert_string_equal(m.caught_by[0].id, "a/b");
	assert_string_equal(m.caught_by[0].words, "but it loaded");
	assert_string_equal(m.caught_by[1].id, "c/d");
	assert_string_equal(m.caught_by[1].words, "5:");
	assert_int_equal(m.ends_in, OUTCOME_TEST_FAIL);
	mutant_release(&m);

	assert_int_equal(read_named("x.patch",
				    FROM SUBJECT CAUGHT
				    "Ends-in: KERNEL_CRASH\n" REST,
				    &m),
			 0);
	assert_int_equal(m.ends_in, OUTCOME_KERNEL_CRASH);
	mutant_release(&m);
}

static void test_slips_are_named(void **state)
{
	static const struct {
		const char *content;
		const char *words;
	} slips[] = {
		{ FROM SUBJECT REST, "no line 'Caught-by: object/program'" },
		{ FROM CAUGHT REST, "no subject" },
		{ FROM SUBJECT "Caught-by: a\n" REST, ":5: 'Caught-by: a'" },
		{ FROM SUBJECT "Caught-by: a/b c/d\n" REST, "is no case id" },
		{ FROM SUBJECT "Caught-by: a/b/c\n" REST, "is no case id" },
		{ FROM SUBJECT CAUGHT CAUGHT REST, "stands twice" },
		{ FROM SUBJECT "Caught by: a/b\n" REST, "is none of" },
		{ FROM SUBJECT CAUGHT "Ends-with: HANG\n" REST, "is none of" },
		{ FROM SUBJECT "Caught-by: a/b\n" REST,
		  "after 'Caught-by: a/b' says what must be said then" },
		{ FROM SUBJECT "Caught-by: a/b\nCaught-by: c/d\n"
			       "Caught-with: x\n" REST,
		  "after 'Caught-by: a/b' says" },
		{ FROM SUBJECT "Caught-with: x\nCaught-by: a/b\n" REST,
		  "stands not after" },
		{ FROM SUBJECT CAUGHT "Caught-with: x\n" REST,
		  "stands not after" },
		{ FROM SUBJECT "Caught-by: a/b\nCaught-with: \n" REST,
		  "has no words" },
		{ FROM SUBJECT CAUGHT "Ends-in: PASS\n" REST, "is no TEST" },
		{ FROM SUBJECT CAUGHT "Ends-in: RIG_ERROR\n" REST, "is no" },
		{ FROM SUBJECT CAUGHT "Ends-in: HANG\nEnds-in: HANG\n" REST,
		  "stands twice" },
	};
	struct mutant m;

	for (size_t i = 0; i < sizeof(slips) / sizeof(slips[0]); i++) {
		assert_int_not_equal(
			read_named("x.patch", slips[i].content, &m), 0);
		if (!strstr(why.data, slips[i].words))
			fail_msg("slip %zu: said '%s'", i, why.data);
	}
	assert_int_not_equal(read_named("x.diff", FROM SUBJECT CAUGHT REST, &m),
			     0);
	assert_int_not_equal(mutant_read("/nowhere/x.patch", &m, &why), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_head_is_read),
		cmocka_unit_test(test_slips_are_named),
	};

	return cmocka_run_group_tests_name("mutant", tests, make_folder,
					   remove_folder);
}
