// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "attempt.h"

static struct attempt *a;

static int setup(void **state)
{
	a = attempt_new();
	return a ? 0 : -1;
}

static int teardown(void **state)
{
	attempt_free(a);
	attempt_free(NULL);
	return 0;
}

/* What a program that loads and returns 5 leaves behind. */
static void succeed(struct attempt *x, const void *arg)
{
	strcpy(x->libbpf, arg);
	x->libbpf_bytes = strlen(arg);
	strcpy(x->verifier, "processed\n");
	x->stage = RECORD_STAGE_DONE;
	x->has_retval = true;
	x->retval = 5;
}

static void be_killed(struct attempt *x, const void *arg)
{
	succeed(x, arg);
	raise(SIGKILL);
}

static void leave_early(struct attempt *x, const void *arg)
{
	succeed(x, arg);
	_exit(0);
}

static void leave_badly(struct attempt *x, const void *arg)
{
	succeed(x, arg);
	_exit(3);
}

static void say_too_much(struct attempt *x, const void *arg)
{
	succeed(x, arg);
	x->libbpf_cut = true;
}

static void test_findings_come_back(void **state)
{
	attempt_fork(a, succeed, "words\n");
	assert_true(a->whole);
	assert_int_equal(a->stage, RECORD_STAGE_DONE);
	assert_true(a->has_retval);
	assert_int_equal(a->retval, 5);
	assert_int_equal(a->libbpf_bytes, 6);
	assert_memory_equal(a->libbpf, "words\n", 6);
	assert_int_equal(a->verifier_bytes, 10);
	assert_string_equal(a->reason, "");
}

/* However far it had come: no verdict, a reason, and the logs until then. */
static void expect_no_verdict(attempt_fn *fn, const char *words)
{
	attempt_fork(a, fn, "words\n");
	assert_int_equal(a->stage, RECORD_STAGE_NEEDS);
	assert_int_equal(a->err, 0);
	assert_non_null(strstr(a->reason, words));
	assert_int_equal(a->libbpf_bytes, 6);
	assert_int_equal(a->verifier_bytes, 10);
}

static void test_killed(void **state)
{
	expect_no_verdict(be_killed, "died of signal 9");
}

static void test_left_early(void **state)
{
	expect_no_verdict(leave_early, "ended early, with status 0");
}

static void test_left_badly(void **state)
{
	expect_no_verdict(leave_badly, "ended early, with status 3");
}

static void test_words_cut(void **state)
{
	expect_no_verdict(say_too_much, "libbpf said more than");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_findings_come_back, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_killed, setup, teardown),
		cmocka_unit_test_setup_teardown(test_left_early, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_left_badly, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_words_cut, setup,
						teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
