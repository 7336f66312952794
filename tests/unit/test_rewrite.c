// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <linux/bpf.h>

#include "rewrite.h"

#define CALL(src, id) \
	{ .code = BPF_JMP | BPF_CALL, .src_reg = (src), .off = 1, .imm = (id) }

static void test_only_calls_of_that_function(void **state)
{
	struct bpf_insn insns[] = {
		CALL(BPF_PSEUDO_KFUNC_CALL, 70),
		CALL(BPF_PSEUDO_KFUNC_CALL, 71),
		CALL(BPF_PSEUDO_CALL, 70), /* a subprogram */
		CALL(0, 70), /* a helper */
		{ .code = BPF_ALU64 | BPF_MOV | BPF_K,
		  .src_reg = BPF_PSEUDO_KFUNC_CALL,
		  .imm = 70 },
		CALL(BPF_PSEUDO_KFUNC_CALL, 70),
	};

	assert_int_equal(rewrite_calls(insns, 6, 70, 99), 2);
	assert_int_equal(insns[0].imm, 99);
	assert_int_equal(insns[0].off, 1);
	assert_int_equal(insns[0].src_reg, BPF_PSEUDO_KFUNC_CALL);
	assert_int_equal(insns[1].imm, 71);
	for (int i = 2; i < 5; i++)
		assert_int_equal(insns[i].imm, 70);
	assert_int_equal(insns[5].imm, 99);
}

static void test_not_into_a_wide_load(void **state)
{
	struct bpf_insn insns[] = {
		{ .code = BPF_LD | BPF_IMM | BPF_DW },
		CALL(BPF_PSEUDO_KFUNC_CALL, 70), /* its second half */
		CALL(BPF_PSEUDO_KFUNC_CALL, 70),
	};

	assert_int_equal(rewrite_calls(insns, 3, 70, 99), 1);
	assert_int_equal(insns[1].imm, 70);
	assert_int_equal(insns[2].imm, 99);
}

static void test_none(void **state)
{
	struct bpf_insn insns[] = { CALL(BPF_PSEUDO_KFUNC_CALL, 71) };

	assert_int_equal(rewrite_calls(insns, 1, 70, 99), 0);
	assert_int_equal(rewrite_calls(insns, 0, 71, 99), 0);
	assert_int_equal(insns[0].imm, 71);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_only_calls_of_that_function),
		cmocka_unit_test(test_not_into_a_wide_load),
		cmocka_unit_test(test_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
