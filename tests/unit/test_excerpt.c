// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "excerpt.h"

#define STATISTICS                                               \
	"\n"                                                     \
	"verification time 4398 usec\n"                          \
	"stack depth max 0\n"                                    \
	"subprog 0 (r1_unset) main insns_self 1 insns_total 1\n" \
	"processed 1 insns (limit 1000000) max_states_per_insn 0\n"

static void test_excerpts(void **state)
{
	static const struct {
		const char *log;
		const char *want; /* of four lines */
	} rows[] = {
		{ "", "" },
		{ "\n\n", "" },
		{ "1: (85) call x\nR1 is no scalar", "1: (85) call x\n"
						     "R1 is no scalar" },
		/* what is wrong stands at the instruction, not at the end */
		{ "func#0 @0\n"
		  "  0: (85) call x\n"
		  "0: R1=ctx() R10=fp0\n"
		  "0: (b7) r2 = 1\n"
		  "; asm volatile( @ x.bpf.c:51\n"
		  "1: (85) call x\n"
		  "R1 is not a scalar\n"
		  "\n"
		  "Verification failed: Call Type Safety\n"
		  "\n"
		  "Suggestion:\n"
		  "  Pass an integer scalar value.\n" STATISTICS,
		  "1: (85) call x\n"
		  "R1 is not a scalar\n"
		  "\n"
		  "Verification failed: Call Type Safety\n" },
		{ "0: (95) exit\n" STATISTICS, "0: (95) exit\n" },
		/* no instruction: the last lines, but no statistics */
		{ "a\nb\nc\nd\ncannot find address\n" STATISTICS,
		  "b\nc\nd\ncannot find address\n" },
		{ "\nfunc#0 @0\nno address\n" STATISTICS,
		  "func#0 @0\nno address\n" },
		{ STATISTICS, "" },
		/* only at the end are they statistics */
		{ "0: (95) exit\nprocessed food\nbad\n",
		  "0: (95) exit\nprocessed food\nbad\n" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct text t CLEANUP_TEXT = TEXT_INIT;

		excerpt_put(rows[i].log, 4, &t);
		assert_string_equal(t.data, rows[i].want);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_excerpts),
	};

	return cmocka_run_group_tests_name("excerpt", tests, NULL, NULL);
}
