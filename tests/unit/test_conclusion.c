// SPDX-License-Identifier: GPL-2.0-only
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "conclusion.h"
#include "watch.h"

static const enum outcome wanted[FINDING_NR] = {
	[FINDING_FAILURE] = OUTCOME_RIG_ERROR,
	[FINDING_INTERRUPTED] = OUTCOME_RIG_ERROR,
	[FINDING_IDENTITY] = OUTCOME_GATE_FAIL,
	[FINDING_CRASH] = OUTCOME_KERNEL_CRASH,
	[FINDING_CHANNEL] = OUTCOME_RIG_ERROR,
	[FINDING_RUNNER] = OUTCOME_RIG_ERROR,
	[FINDING_HANG] = OUTCOME_HANG,
	[FINDING_QEMU] = OUTCOME_RIG_ERROR,
	[FINDING_CUT] = OUTCOME_RIG_ERROR,
	[FINDING_CASES] = OUTCOME_TEST_FAIL,
	[FINDING_SPLAT] = OUTCOME_KERNEL_SPLAT,
	[FINDING_EXPIRED] = OUTCOME_RIG_ERROR,
};

/* Over every set of findings: the first one owns, and only none is PASS. */
static void test_every_set(void **state)
{
	static const char sentences[FINDING_NR];

	for (unsigned int set = 0; set < 1u << FINDING_NR; set++) {
		const char *found[FINDING_NR] = { NULL };
		struct conclusion c;
		int first = -1;

		for (int i = FINDING_NR; i--;) {
			if (set & 1u << i) {
				found[i] = &sentences[i];
				first = i;
			}
		}
		c = conclusion_draw(found);
		assert_int_equal(c.outcome,
				 first < 0 ? OUTCOME_PASS : wanted[first]);
		assert_ptr_equal(c.sentence, first < 0 ? NULL : found[first]);
		assert_int_equal(c.outcome == OUTCOME_PASS, set == 0);
	}
}

/* What must outrank what, in the words of conclusion.h. */
static void test_order(void **state)
{
	assert_true(FINDING_INTERRUPTED < FINDING_CRASH);
	assert_true(FINDING_IDENTITY < FINDING_CRASH);
	assert_true(FINDING_CRASH < FINDING_CHANNEL);
	assert_true(FINDING_CRASH < FINDING_HANG);
	assert_true(FINDING_CHANNEL < FINDING_HANG);
	assert_true(FINDING_HANG < FINDING_QEMU);
	assert_true(FINDING_HANG < FINDING_CUT);
	assert_true(FINDING_CUT < FINDING_CASES);
	assert_true(FINDING_CASES < FINDING_SPLAT);
}

/* What a person reads of the causes is what the rig goes by. */
static void test_causes(void **state)
{
	size_t rows[FINDING_NR + 1] = { 0 };

	for (size_t i = 0; i < conclusion_causes(); i++) {
		const struct conclusion_cause c = conclusion_cause(i);

		assert_true(c.finding <= FINDING_NR);
		assert_true(c.outcome < OUTCOME_NR);
		assert_true(*c.what && *c.evidence);
		rows[c.finding]++;
		if (c.finding < FINDING_NR)
			assert_int_equal(c.outcome, wanted[c.finding]);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(c.what,
						conclusion_cause(j).what);
	}
	for (int i = 0; i <= FINDING_NR; i++)
		assert_true(rows[i] > 0);
}

/* Each of them that is the guest's silence, and what happens to its words. */
static void test_deadlines_are_causes(void **state)
{
	for (int w = WATCH_CAUSE_BOOT; w < WATCH_CAUSE_NR; w++) {
		const char *name = watch_cause_name(w);
		size_t told = 0;

		if (!strstr(name, "-deadline") && w != WATCH_CAUSE_FLOOD &&
		    w != WATCH_CAUSE_UNDRAINED)
			continue;
		for (size_t i = 0; i < conclusion_causes(); i++) {
			const struct conclusion_cause c = conclusion_cause(i);

			if (strncmp(c.what, name, strlen(name)) != 0)
				continue;
			told++;
			/* what was seen of a guest before it was killed */
			assert_int_equal(!!strstr(c.evidence, "blackbox.txt"),
					 c.outcome == OUTCOME_HANG);
		}
		assert_int_equal(told, 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_set),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_causes),
		cmocka_unit_test(test_deadlines_are_causes),
	};

	return cmocka_run_group_tests_name("conclusion", tests, NULL, NULL);
}
