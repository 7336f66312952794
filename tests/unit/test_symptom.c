// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>
#include <string.h>

#include "symptom.h"
#include "text.h"

#define CASE(fields)                                                    \
	"\"cases\": [ { \"id\": \"o/other\", \"verdict\": \"FAIL\" }, " \
	"{ \"id\": \"o/p\", " fields " } ]"
#define SEEN ", \"seen\": { \"stage\": \"verifier\", \"errno\": 22 }"
#define UNSEEN ", \"seen\": null"
#define PASSED CASE("\"verdict\": \"PASS\"")
#define UNREACHED CASE("\"verdict\": \"NOTRUN\"")
#define CRASH \
	"\"crash\": { \"fingerprint\": \"0123456789ab\", \"title\": \"BUG\" }"

static struct symptom s;
static const char *log_of_case;

static int read_result(const char *result, const char *fingerprint)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	json_t *json = json_loads(result, 0, NULL);
	int err;

	assert_non_null(json);
	symptom_release(&s);
	err = symptom_read(json, "o/p", log_of_case, fingerprint, &s, &why);
	json_decref(json);
	assert_true(!err || why.bytes);
	return err;
}

static void is(const char *result, enum symptom_kind kind, const char *line)
{
	assert_int_equal(read_result(result, NULL), 0);
	assert_int_equal(s.kind, kind);
	assert_string_equal(s.line, line);
	symptom_release(&s);
}

static void normal(const char *line, const char *want)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;

	symptom_put_normal(&t, line);
	assert_string_equal(t.data, want);
}

static void test_what_differs_is_taken_out(void **state)
{
	normal("12: R1 !read_ok at 0xffff8880", "N: R1 !read_ok at N");
	normal("arg#1 of bpf_foo2, id=37", "arg#1 of bpf_foo2, id=N");
	normal("(85) call bpf_list_add#36750", "(N) call bpf_list_add#N");
	normal("build 0123456789abcdef is deadbeef", "build N is N");
	/* words that a number's digits could be */
	normal("deadbeefs of facade", "deadbeefs of facade");
	normal("a\tb\nc", "a b c");
	normal("", "");
}

static void test_a_case(void **state)
{
	is("{ \"outcome\": \"PASS\", " PASSED " }", SYMPTOM_NONE, "");
	is("{ \"outcome\": \"TEST_FAIL\", " CASE(
		   "\"verdict\": \"FAIL\", \"sentence\": \"must load, but it "
		   "was refused: 7: R2 !read_ok\"" SEEN) " }",
	   SYMPTOM_CASE,
	   "FAIL at verifier, errno 22: must load, but it was refused: N: R2 "
	   "!read_ok");
	is("{ \"outcome\": \"TEST_FAIL\", " CASE(
		   "\"verdict\": \"ERROR\", \"sentence\": \"not there\"" UNSEEN) " }",
	   SYMPTOM_CASE, "ERROR: not there");
}

/* One errno has many reasons; which it was, the log says. */
static void test_the_line_that_decided(void **state)
{
	static const char result[] = "{ \"outcome\": \"TEST_FAIL\", " CASE(
		"\"verdict\": \"FAIL\", \"log\": \"logs/o/p.log\", "
		"\"sentence\": \"must load\"" SEEN) " }";
	json_t *json = json_loads(result, 0, NULL);

	assert_string_equal(symptom_log(json, "o/p"), "logs/o/p.log");
	assert_null(symptom_log(json, "o/other"));
	json_decref(json);
	log_of_case = "why: must load\n\n---- libbpf: 40 bytes ----\n"
		      "prog 'p': load failed: -13\nand so on\n\n"
		      "---- verifier: 90 bytes ----\n"
		      "0: (b7) r0 = 0\n46: (85) call bpf_foo#36750\n"
		      "R2 !read_ok at 7\nverification time 5 usec\n\n"
		      "---- stdout: 3 bytes ----\nno\n";
	is(result, SYMPTOM_CASE,
	   "FAIL at verifier, errno 22: must load: prog 'p': load failed: -N "
	   "N: (N) call bpf_foo#N R2 !read_ok at N ");
	log_of_case = NULL;
	is(result, SYMPTOM_CASE, "FAIL at verifier, errno 22: must load");
}

/* Other people's bugs are not the case's. */
static void test_a_case_that_passes_in_a_run_that_does_not(void **state)
{
	is("{ \"outcome\": \"TEST_FAIL\", \"sentence\": \"o/other: no\", " PASSED
	   " }",
	   SYMPTOM_KERNEL, "TEST_FAIL: o/other: no");
	is("{ \"outcome\": \"KERNEL_CRASH\", " CRASH ", " PASSED " }",
	   SYMPTOM_KERNEL, "KERNEL_CRASH: 0123456789ab");
	is("{ \"outcome\": \"KERNEL_SPLAT\", \"crash\": null, \"splats\": [ "
	   "{ \"excuse\": \"known\", \"fingerprint\": \"aaaaaaaaaaaa\" }, "
	   "{ \"excuse\": null, \"fingerprint\": \"bbbbbbbbbbbb\" } ], " PASSED
	   " }",
	   SYMPTOM_KERNEL, "KERNEL_SPLAT: bbbbbbbbbbbb");
}

static void test_a_crash(void **state)
{
	is("{ \"outcome\": \"KERNEL_CRASH\", " CRASH ", " UNREACHED " }",
	   SYMPTOM_KERNEL, "KERNEL_CRASH: 0123456789ab");
	/* as it was told before crashes had fingerprints */
	is("{ \"outcome\": \"KERNEL_CRASH\", \"crash\": \"Oops at 0x12\", " CASE(
		   "\"verdict\": \"ERROR\", \"sentence\": \"unheard\"" UNSEEN) " }",
	   SYMPTOM_KERNEL, "KERNEL_CRASH: Oops at N");
	is("{ \"outcome\": \"KERNEL_CRASH\", " CRASH
	   ", " CASE("\"verdict\": \"CRASH\", \"sentence\": \"it crashed\", "
		     "\"fingerprint\": \"cccccccccccc\"" UNSEEN) " }",
	   SYMPTOM_CASE, "CRASH: cccccccccccc");
	/* which was not tried again, and so has its fingerprint elsewhere */
	is("{ \"outcome\": \"KERNEL_CRASH\", " CRASH ", " CASE(
		   "\"verdict\": \"CRASH\", \"sentence\": \"it crashed\"" UNSEEN) " }",
	   SYMPTOM_CASE, "CRASH: 0123456789ab");
	is("{ \"outcome\": \"HANG\", \"sentence\": \"no end in 30 s\", " UNREACHED
	   " }",
	   SYMPTOM_KERNEL, "HANG: no end in N s");
}

/* The attempt that failed is what counts, whichever of them it was. */
static void test_a_flake(void **state)
{
	is("{ \"outcome\": \"TEST_FAIL\", " CASE(
		   "\"verdict\": \"FLAKY\", \"sentence\": \"it differed\", "
		   "\"attempts\": [ { \"verdict\": \"PASS\" }, { \"verdict\": "
		   "\"CRASH\", \"fingerprint\": \"cccccccccccc\", "
		   "\"sentence\": \"it crashed\" } ]" UNSEEN) " }",
	   SYMPTOM_CASE, "CRASH: cccccccccccc");
}

static void test_what_never_came_to_it(void **state)
{
	is("{ \"outcome\": \"BUILD_FAIL\", \"sentence\": \"a.c:3: no\", "
	   "\"cases\": [] }",
	   SYMPTOM_UNKNOWN, "BUILD_FAIL: a.c:N: no");
	is("{ \"outcome\": \"GATE_FAIL\", \"sentence\": \"no\", " PASSED " }",
	   SYMPTOM_UNKNOWN, "GATE_FAIL: no");
	is("{ \"outcome\": \"RIG_ERROR\", \"sentence\": \"disk\", " PASSED " }",
	   SYMPTOM_RIG, "RIG_ERROR: disk");
	is("{ \"outcome\": \"PASS\", \"cases\": [] }", SYMPTOM_UNKNOWN,
	   "the run has no case o/p");
}

static void test_a_fingerprint(void **state)
{
	static const char splat[] =
		"{ \"outcome\": \"KERNEL_SPLAT\", \"splats\": [ { \"excuse\": "
		"\"known\", \"fingerprint\": \"aaaaaaaaaaaa\" } ], " PASSED
		" }";

	assert_int_equal(read_result(splat, "aaaaaaaaaaaa"), 0);
	assert_int_equal(s.kind, SYMPTOM_CASE);
	assert_string_equal(s.line, "splat aaaaaaaaaaaa");
	assert_int_equal(read_result(splat, "bbbbbbbbbbbb"), 0);
	assert_int_equal(s.kind, SYMPTOM_KERNEL);
	assert_int_equal(read_result("{ \"outcome\": \"KERNEL_CRASH\", " CRASH
				     ", " UNREACHED " }",
				     "0123456789ab"),
			 0);
	assert_string_equal(s.line, "splat 0123456789ab");
	assert_int_equal(read_result("{ \"outcome\": \"PASS\", " PASSED " }",
				     "0123456789ab"),
			 0);
	assert_int_equal(s.kind, SYMPTOM_NONE);
	assert_int_equal(read_result("{ \"outcome\": \"TEST_FAIL\", " CASE(
					     "\"verdict\": \"FAIL\"" SEEN) " }",
				     "0123456789ab"),
			 0);
	assert_int_equal(s.kind, SYMPTOM_KERNEL);
	symptom_release(&s);
}

static void test_no_result(void **state)
{
	assert_true(read_result("{}", NULL) < 0);
	assert_true(read_result("{ \"outcome\": \"FINE\" }", NULL) < 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_differs_is_taken_out),
		cmocka_unit_test(test_a_case),
		cmocka_unit_test(test_the_line_that_decided),
		cmocka_unit_test(
			test_a_case_that_passes_in_a_run_that_does_not),
		cmocka_unit_test(test_a_crash),
		cmocka_unit_test(test_a_flake),
		cmocka_unit_test(test_what_never_came_to_it),
		cmocka_unit_test(test_a_fingerprint),
		cmocka_unit_test(test_no_result),
	};

	return cmocka_run_group_tests_name("symptom", tests, NULL, NULL);
}
