// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "account.h"
#include "cleanup.h"
#include "rundir.h"
#include "text.h"

#define HEAD                                                      \
	"{\"arch\": \"x86_64\", \"variant\": \"mutant/m\", "      \
	"\"outcome\": \"TEST_FAIL\", \"sentence\": \"why\", "     \
	"\"seconds\": {\"kernel\": 9, \"kernel-mutant/m\": 2.5, " \
	"\"boot\": 1.25, \"cases\": 2}, \"cases\": ["
#define LOADED                                           \
	"{\"id\": \"b/loaded\", \"verdict\": \"PASS\", " \
	"\"sentence\": \"s\", \"seen\": {\"stage\": \"done\"}}"
#define REFUSED                                             \
	"{\"id\": \"a/refused\", \"verdict\": \"FAIL\", "   \
	"\"sentence\": \"s\", \"invariant\": \"because\", " \
	"\"log\": \"logs/a/refused.log\", "                 \
	"\"seen\": {\"stage\": \"verifier\"}}"
#define CRASHED                                            \
	"{\"id\": \"c/crashed\", \"verdict\": \"CRASH\", " \
	"\"sentence\": \"s\", \"seen\": null}"
#define TAIL "]}"

static char folder[] = "/tmp/rig-account.XXXXXX";
static struct text why = TEXT_INIT;

static int make_folder(void **state)
{
	return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
	char command[64];

	text_release(&why);
	snprintf(command, sizeof(command), "rm -r %s", folder);
	return system(command);
}

static void put(const char *name, const char *content)
{
	struct rundir d CLEANUP(rundir_close) = RUNDIR_INIT;

	assert_int_equal(rundir_open(folder, &d, &why), 0);
	assert_int_equal(rundir_put(&d, name, content, strlen(content)), 0);
}

static int read_result(const char *result, struct account *a)
{
	put("result.json", result);
	text_reset(&why);
	return account_read(folder, a, &why);
}

static void test_a_run_is_read(void **state)
{
	const struct account_case *c;
	struct account a;

	put("progs/x.bpf.o", "one");
	put("logs/a/refused.log",
	    "why: s\nexpected of the log, to say: this\n\n"
	    "---- libbpf: 5 bytes ----\nthat\n");
	if (read_result(HEAD LOADED ", " REFUSED ", " CRASHED TAIL, &a))
		fail_msg("%s", why.data);
	assert_string_equal(a.arch, "x86_64");
	assert_string_equal(a.variant, "mutant/m");
	assert_int_equal(a.outcome, OUTCOME_TEST_FAIL);
	assert_string_equal(a.sentence, "why");
	assert_true(a.build_s == 2.5 && a.vm_s == 3.25);
	assert_int_equal(a.nr, 3);
	c = account_find(&a, "a/refused");
	assert_ptr_equal(c, &a.cases[0]);
	assert_int_equal(c->verdict, VERDICT_FAIL);
	assert_string_equal(c->invariant, "because");
	assert_false(c->loaded);
	/* what was said, not what should have been */
	assert_non_null(strstr(c->log, "that"));
	assert_null(strstr(c->log, "this"));
	c = account_find(&a, "b/loaded");
	assert_true(c->loaded && !c->invariant && !c->log);
	c = account_find(&a, "c/crashed");
	assert_int_equal(c->verdict, VERDICT_CRASH);
	assert_false(c->loaded);
	assert_null(account_find(&a, "d/none"));
	account_release(&a);
}

static void test_other_objects_are_told_apart(void **state)
{
	struct account one, two;

	put("progs/x.bpf.o", "one");
	assert_int_equal(read_result(HEAD TAIL, &one), 0);
	put("progs/x.bpf.o", "two");
	assert_int_equal(read_result(HEAD TAIL, &two), 0);
	assert_string_not_equal(one.objects, two.objects);
	account_release(&one);
	account_release(&two);
}

static void test_what_is_no_result(void **state)
{
	static const char *const contents[] = {
		"",
		"[]",
		HEAD LOADED,
		HEAD "{}" TAIL,
		HEAD LOADED ", " LOADED TAIL,
		"{\"arch\": \"a\", \"variant\": \"v\", \"outcome\": \"FINE\", "
		"\"cases\": []}",
		"{\"arch\": \"a\", \"variant\": \"v\", \"outcome\": \"PASS\"}",
	};
	struct account a;

	for (size_t i = 0; i < sizeof(contents) / sizeof(contents[0]); i++) {
		if (!read_result(contents[i], &a))
			fail_msg("read: %s", contents[i]);
		assert_non_null(strstr(why.data, "result.json: "));
	}
	assert_int_not_equal(account_read("/nowhere", &a, &why), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_run_is_read),
		cmocka_unit_test(test_other_objects_are_told_apart),
		cmocka_unit_test(test_what_is_no_result),
	};

	return cmocka_run_group_tests_name("account", tests, make_folder,
					   remove_folder);
}
