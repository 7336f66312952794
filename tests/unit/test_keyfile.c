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

#include "identity.h"
#include "keyfile.h"
#include "session.h"
#include "text.h"

static char path[] = "/tmp/test_keyfile.XXXXXX";

static int make_file(void **state)
{
	return close(mkstemp(path));
}

static int remove_file(void **state)
{
	return unlink(path);
}

static int read_string(const char *content, struct keyfile *ret,
		       struct text *why)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(content, f);
	fclose(f);
	return keyfile_read(path, ret, why);
}

static void test_values(void **state)
{
	struct text why = TEXT_INIT;
	struct keyfile k;

	assert_int_equal(read_string("# words\n\nA='b c'\nB=\nC=\"x-y\"\n"
				     "module.m=1\nD=#1 SMP it's\nE=a=b",
				     &k, &why),
			 0);
	assert_string_equal(keyfile_get(&k, "A"), "b c");
	assert_string_equal(keyfile_get(&k, "B"), "");
	assert_string_equal(keyfile_get(&k, "C"), "x-y");
	assert_string_equal(keyfile_get(&k, "module.m"), "1");
	assert_string_equal(keyfile_get(&k, "D"), "#1 SMP it's");
	assert_string_equal(keyfile_get(&k, "E"), "a=b");
	assert_null(keyfile_get(&k, "F"));
	assert_int_equal(k.nr, 6);
	keyfile_release(&k);
	text_release(&why);
}

static void test_refused(void **state)
{
	static const char *const bad[] = {
		"A\n",	       "=x\n",		 "A B=x\n",   "A=1\nA=2\n",
		"A='x\n",      "A='x' y\n",	 "A='a'b'\n", "A=\"$HOME\"\n",
		"A=\"`x`\"\n", "A=\"a\\\\b\"\n", "A='\n",     "export A=1\n",
	};

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct text why = TEXT_INIT;
		struct keyfile k = { 0 };

		if (!read_string(bad[i], &k, &why))
			fail_msg("'%s' was taken", bad[i]);
		assert_non_null(strstr(why.data, path));
		text_release(&why);
	}
}

#define FACTS                                                    \
	"release=r\nuname_version=v\nbuild_id=b\nbtf_sha256=t\n" \
	"config_sha256=c\nmodule.mod=m\n"

static void test_identity(void **state)
{
	char *modules[] = { "mod m" };
	struct hello same = {
		.machine = "x",
		.release = "r",
		.version = "v",
		.build_id = "b",
		.btf_sha256 = "t",
		.config_sha256 = "c",
		.modules = modules,
		.modules_nr = 1,
	};
	char **fields[] = {
		&same.machine,	&same.release,	  &same.version,
		&same.build_id, &same.btf_sha256, &same.config_sha256,
		&modules[0],
	};
	struct text why = TEXT_INIT;
	struct keyfile k;

	assert_int_equal(read_string(FACTS, &k, &why), 0);
	assert_true(identity_agrees(&same, &k, "x", &why));
	assert_string_equal(why.data, "");
	/* whichever is other, or not told, is a difference */
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		char *right = *fields[i];

		*fields[i] = "other";
		text_reset(&why);
		assert_false(identity_agrees(&same, &k, "x", &why));
		assert_non_null(strstr(why.data, "other"));
		*fields[i] = right;
	}
	same.build_id = NULL;
	assert_false(identity_agrees(&same, &k, "x", &why));
	same.build_id = "b";
	modules[0] = "stranger m";
	assert_false(identity_agrees(&same, &k, "x", &why));
	modules[0] = "mod m";
	assert_false(identity_agrees(&same, &k, NULL, &why));
	keyfile_release(&k);
	/* facts that do not tell agree with nothing */
	assert_int_equal(read_string("release=r\n", &k, &why), 0);
	assert_false(identity_agrees(&same, &k, "x", &why));
	keyfile_release(&k);
	text_release(&why);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_identity),
	};

	return cmocka_run_group_tests_name("keyfile", tests, make_file,
					   remove_file);
}
