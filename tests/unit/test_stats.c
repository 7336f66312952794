// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "stats.h"

#define COUNTS                                                      \
	"processed 42 insns (limit 1000000) max_states_per_insn 3 " \
	"total_states 17 peak_states 9 mark_read 2\n"

static struct stats s;

static void parse(const char *log)
{
	stats_parse(log, strlen(log), &s);
}

static void test_the_closing_lines(void **state)
{
	parse("0: (95) exit\nverification time 1234 usec\n"
	      "stack depth max 8\n" COUNTS);
	assert_true(s.has_counts && s.has_time);
	assert_int_equal(s.insns, 42);
	assert_int_equal(s.states, 17);
	assert_int_equal(s.peak_states, 9);
	assert_int_equal(s.verify_us, 1234);
}

static void test_without_a_last_newline(void **state)
{
	parse("processed 7 insns (limit 1) max_states_per_insn 0 "
	      "total_states 1 peak_states 2 mark_read 0");
	assert_true(s.has_counts);
	assert_int_equal(s.insns, 7);
	assert_false(s.has_time);
}

static void test_the_last_one_counts(void **state)
{
	parse("processed 1 insns (limit 1) max_states_per_insn 0 "
	      "total_states 1 peak_states 1 mark_read 0\n" COUNTS);
	assert_int_equal(s.insns, 42);
}

static void test_nothing_there(void **state)
{
	parse("");
	assert_false(s.has_counts || s.has_time);
	parse("0: (95) exit\n");
	assert_false(s.has_counts || s.has_time);
	/* Not at the beginning of a line, or cut in the middle. */
	parse("; printf(\"verification time 5 usec\")\n"
	      " processed 1 insns (limit 1) max_states_per_insn 0 "
	      "total_states 1 peak_states 1\n"
	      "processed 1 insns (limit 1) max_states_per_insn 0\n");
	assert_false(s.has_counts || s.has_time);
}

static void test_bytes_bound_the_log(void **state)
{
	const char log[] = COUNTS;

	stats_parse(log, 20, &s);
	assert_false(s.has_counts);
}

static void test_a_long_log(void **state)
{
	static char log[1024 * 1024];
	size_t counts = strlen(COUNTS);

	memset(log, 'x', sizeof(log));
	log[sizeof(log) - counts - 1] = '\n';
	memcpy(log + sizeof(log) - counts, COUNTS, counts);
	stats_parse(log, sizeof(log), &s);
	assert_true(s.has_counts);
	assert_int_equal(s.peak_states, 9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_the_closing_lines),
		cmocka_unit_test(test_without_a_last_newline),
		cmocka_unit_test(test_the_last_one_counts),
		cmocka_unit_test(test_nothing_there),
		cmocka_unit_test(test_bytes_bound_the_log),
		cmocka_unit_test(test_a_long_log),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
