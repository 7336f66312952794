// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "plan.h"

static struct plan plan;
static char why[512];
static char dir[] = "/tmp/test_plan.XXXXXX";

static int make_dir(void **state)
{
	return mkdtemp(dir) ? 0 : -1;
}

static int remove_dir(void **state)
{
	return rmdir(dir);
}

static void entry_path(char *path, size_t size, const char *name)
{
	snprintf(path, size, "%s/%s", dir, name);
}

/* Scans a folder that holds just these of the test's objects. */
static int scan(const char *variant, const char *a, const char *b)
{
	const char *const names[] = { a, b };
	const char *host = getenv("HOST");
	char from[PATH_MAX], path[PATH_MAX], *target;
	int err;

	for (int i = 0; i < 2 && names[i]; i++) {
		snprintf(from, sizeof(from), "%s/unit/objs/%s",
			 host ? host : "build/host", names[i]);
		target = realpath(from, NULL);
		assert_non_null(target);
		entry_path(path, sizeof(path), names[i]);
		assert_int_equal(symlink(target, path), 0);
		free(target);
	}
	why[0] = '\0';
	err = plan_scan(dir, NULL, "x86_64", variant, &plan, why, sizeof(why));
	for (int i = 0; i < 2 && names[i]; i++) {
		entry_path(path, sizeof(path), names[i]);
		unlink(path);
	}
	return err;
}

static void scan_good(void)
{
	int err = scan("patched", "tags_good.bpf.o", NULL);

	if (err)
		fail_msg("%d: %s", err, why);
}

static void test_cases_are_found_in_order(void **state)
{
	static const char *const ids[] = {
		"tags_good/any_retval",	     "tags_good/everything",
		"tags_good/negative_retval", "tags_good/only_msg",
		"tags_good/only_retval",     "tags_good/own_id",
		"tags_good/plain",	     "tags_good/two_arches",
	};

	scan_good();
	assert_int_equal(plan.nr, sizeof(ids) / sizeof(ids[0]));
	for (size_t i = 0; i < plan.nr; i++) {
		assert_string_equal(plan.cases[i].id, ids[i]);
		assert_string_equal(plan.cases[i].program,
				    strchr(ids[i], '/') + 1);
	}
	assert_ptr_equal(plan_find(&plan, "tags_good/plain"), &plan.cases[6]);
	assert_null(plan_find(&plan, "tags_good/helper"));
	assert_null(plan_find(&plan, "plain"));
	plan_release(&plan);
}

static void test_a_step_has_two_expectations(void **state)
{
	const struct plan_case *c;

	assert_int_equal(scan("series/02", "tags_good.bpf.o", NULL), 0);
	c = plan_find(&plan, "tags_good/everything");
	assert_true(c->has_before);
	assert_int_equal(c->expect.stage, RECORD_STAGE_VERIFIER);
	assert_int_equal(c->before.stage, RECORD_STAGE_LIBBPF);
	assert_true(c->before.overridden);
	c = plan_find(&plan, "tags_good/plain");
	assert_true(c->has_before);
	assert_false(c->before.overridden);
	plan_release(&plan);
	scan_good();
	assert_false(plan.cases[0].has_before);
	plan_release(&plan);
}

static void test_select_takes_the_twin(void **state)
{
	const char *const glob = "every*";
	const char *unknown;

	scan_good();
	assert_int_equal(plan_select(&plan, &glob, 1, &unknown), 0);
	assert_int_equal(plan.nr, 2);
	assert_string_equal(plan.cases[0].id, "tags_good/everything");
	assert_string_equal(plan.cases[1].id, "tags_good/plain");
	plan_release(&plan);
}

static void test_select_by_id_and_by_name(void **state)
{
	const char *const globs[] = { "tags_good/own_*", "two_arches" };
	const char *unknown;

	scan_good();
	assert_int_equal(plan_select(&plan, NULL, 0, &unknown), 0);
	assert_int_equal(plan.nr, 8);
	assert_int_equal(plan_select(&plan, globs, 2, &unknown), 0);
	assert_int_equal(plan.nr, 2);
	plan_release(&plan);
}

/* A wrong name beside a right one is not to be overlooked. */
static void test_every_glob_must_match(void **state)
{
	const char *const globs[] = { "tags_good/own_*", "plan", "none" };
	const char *unknown = NULL;

	scan_good();
	assert_int_equal(plan_select(&plan, globs, 3, &unknown), -ENOENT);
	assert_string_equal(unknown, "plan");
	assert_int_equal(plan.nr, 8);
	assert_int_equal(plan_select(&plan, globs + 1, 1, &unknown), -ENOENT);
	plan_release(&plan);
}

static void test_a_bad_tag_is_named(void **state)
{
	assert_int_equal(scan("patched", "tags_bad.bpf.o", NULL), -EINVAL);
	assert_int_equal(plan.nr, 0);
	assert_non_null(strstr(why, "tags_bad.bpf.o: program 'no_verdict'"));
}

static void test_bad_twins_are_named(void **state)
{
	assert_int_equal(scan("patched", "plan_twins.bpf.o", NULL), -EINVAL);
	assert_non_null(strstr(why, "twin 'plan_twins/second' "
				    "is not expected to load"));
	/* Another variant changes nothing by itself. */
	assert_int_equal(scan("baseline", "plan_twins.bpf.o", NULL), -EINVAL);
	assert_non_null(strstr(why, "is not expected to load"));
	/* If more is stated, it may refuse the twin; but it must be there. */
	assert_int_equal(scan("stock", "plan_twins.bpf.o", NULL), -EINVAL);
	assert_non_null(strstr(why, "twin 'tags_good/plain' is not a case"));
	assert_int_equal(scan("stock", "plan_twins.bpf.o", "tags_good.bpf.o"),
			 0);
	plan_release(&plan);
}

static void test_a_case_without_section_is_named(void **state)
{
	assert_int_equal(scan("patched", "plan_strays.bpf.o", NULL), -EINVAL);
	assert_int_equal(plan.nr, 0);
	assert_non_null(strstr(why, "plan_strays.bpf.o: 'lost' has tags but is "
				    "no program"));
}

static void test_names_of_an_exercise(void **state)
{
	assert_int_equal(scan("patched", "plan_no_variable.bpf.o", NULL),
			 -EINVAL);
	assert_non_null(strstr(why, "plan_no_variable.bpf.o: program "
				    "'exercised': there is no variable "
				    "'narrow' of 4 or 8 bytes"));
	assert_int_equal(scan("patched", "plan_preset_variable.bpf.o", NULL),
			 -EINVAL);
	assert_non_null(strstr(why, "program 'exercised': variable 'preset' is "
				    "in .data, not in .bss"));
	assert_int_equal(scan("patched", "plan_no_map.bpf.o", NULL), -EINVAL);
	assert_non_null(strstr(why, "plan_no_map.bpf.o: program 'exercised': "
				    "there is no map 'seen' in "
				    ".struct_ops.link"));
}

/* libbpf rewrites .ksyms when it opens an object; the gate must not miss it. */
static void test_a_call_without_a_need_is_named(void **state)
{
	assert_int_equal(scan("patched", "tags_ksyms.bpf.o", NULL), -EINVAL);
	assert_int_equal(plan.nr, 0);
	assert_non_null(strstr(why, "tags_ksyms.bpf.o: program 'states_none': "
				    "the object declares kernel functions"));
}

/* What rig.bpf.h warns of is not left at "no BPF object". */
static void test_a_function_without_btf_is_named(void **state)
{
	assert_int_not_equal(scan("patched", "plan_asm_only.bpf.o", NULL), 0);
	assert_int_equal(plan.nr, 0);
	assert_non_null(strstr(why, "plan_asm_only.bpf.o: libbpf: "));
	assert_non_null(strstr(why, "'bpf_foo'"));
}

static void test_odd_names_are_refused(void **state)
{
	static const char *const names[] = {
		"a b.bpf.o", "a*.bpf.o",   "a[b].bpf.o", "a\nb.bpf.o",
		"a#b.bpf.o", "\xe9.bpf.o", "\\.bpf.o",
	};
	char path[PATH_MAX];

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		entry_path(path, sizeof(path), names[i]);
		assert_int_equal(symlink("/dev/null", path), 0);
		assert_int_equal(scan("patched", NULL, NULL), -EINVAL);
		assert_non_null(strstr(why, "an object's name is of letters"));
		unlink(path);
	}
}

static void test_nothing_there(void **state)
{
	char path[PATH_MAX];
	FILE *file;

	assert_int_equal(scan("patched", NULL, NULL), -ENOENT);
	assert_non_null(strstr(why, "no *.bpf.o in it"));
	assert_int_equal(plan_scan("/nowhere", NULL, "x86_64", "patched", &plan,
				   why, sizeof(why)),
			 -ENOENT);
	entry_path(path, sizeof(path), "text.bpf.o");
	file = fopen(path, "w");
	assert_non_null(file);
	fputs("not an object\n", file);
	fclose(file);
	assert_true(scan("patched", NULL, NULL) < 0);
	/* libbpf knows best why it does not open it */
	assert_non_null(strstr(why, "text.bpf.o: libbpf: "));
	unlink(path);
}

/* Else the guest would end without a word about it. */
static void test_more_ids_than_a_record_holds(void **state)
{
	const char *host = getenv("HOST");
	char from[PATH_MAX], name[256], path[PATH_MAX];
	char *target;
	int err;

	snprintf(from, sizeof(from), "%s/unit/objs/selftest.bpf.o",
		 host ? host : "build/host");
	target = realpath(from, NULL);
	assert_non_null(target);
	entry_path(path, sizeof(path), "facts");
	assert_int_equal(close(creat(path, 0600)), 0);
	for (int round = 0; round < 2; round++) {
		FILE *f = fopen(path, "w");

		assert_non_null(f);
		fputs("kfunc-rig-selftests 1\n", f);
		/* 10 cases each, of ids of 210 bytes and more */
		for (int i = 0; i < 28 + 8 * round; i++) {
			snprintf(name, sizeof(name), "%0200d.bpf.o", i);
			fprintf(f, "%0200d/@\ttest_expect_success\n", i);
			entry_path(from, sizeof(from), name);
			symlink(target, from);
		}
		assert_int_equal(fclose(f), 0);
		err = plan_scan(dir, path, "x86_64", "patched", &plan, why,
				sizeof(why));
		if (round) {
			assert_int_equal(err, -E2BIG);
			assert_non_null(strstr(why, "360 cases"));
		} else {
			assert_int_equal(err, 0);
			assert_int_equal(plan.nr, 280);
		}
		plan_release(&plan);
	}
	for (int i = 0; i < 36; i++) {
		snprintf(name, sizeof(name), "%0200d.bpf.o", i);
		entry_path(from, sizeof(from), name);
		unlink(from);
	}
	unlink(path);
	free(target);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases_are_found_in_order),
		cmocka_unit_test(test_a_step_has_two_expectations),
		cmocka_unit_test(test_select_takes_the_twin),
		cmocka_unit_test(test_select_by_id_and_by_name),
		cmocka_unit_test(test_every_glob_must_match),
		cmocka_unit_test(test_a_bad_tag_is_named),
		cmocka_unit_test(test_bad_twins_are_named),
		cmocka_unit_test(test_a_case_without_section_is_named),
		cmocka_unit_test(test_names_of_an_exercise),
		cmocka_unit_test(test_a_call_without_a_need_is_named),
		cmocka_unit_test(test_a_function_without_btf_is_named),
		cmocka_unit_test(test_odd_names_are_refused),
		cmocka_unit_test(test_nothing_there),
		cmocka_unit_test(test_more_ids_than_a_record_holds),
	};

	return cmocka_run_group_tests(tests, make_dir, remove_dir);
}
