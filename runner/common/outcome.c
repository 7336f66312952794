// SPDX-License-Identifier: GPL-2.0-only
#include "outcome.h"

#include <assert.h>
#include <string.h>

static const struct {
	const char *name;
	int exit;
	const char *meaning;
	const char *bisect;
} outcomes[] = {
	[OUTCOME_PASS] = { "PASS", 0,
			   "every planned case ran and met its expectation",
			   "good" },
	[OUTCOME_TEST_FAIL] = { "TEST_FAIL", 1, "a case did not",
				"bad, for the case being bisected; else skip" },
	[OUTCOME_KERNEL_CRASH] = { "KERNEL_CRASH", 2,
				   "the guest panicked or oopsed",
				   "bad only if that is what is bisected" },
	[OUTCOME_KERNEL_SPLAT] = { "KERNEL_SPLAT", 3,
				   "cases pass, but the console holds a splat "
				   "not excused",
				   "bad only if that is what is bisected" },
	[OUTCOME_HANG] = { "HANG", 4, "a deadline passed",
			   "bad only if that is what is bisected" },
	[OUTCOME_BUILD_FAIL] = { "BUILD_FAIL", 5,
				 "kernel, programs or runner did not build",
				 "skip" },
	[OUTCOME_PATCH_FAIL] = { "PATCH_FAIL", 6, "a patch did not apply",
				 "skip" },
	[OUTCOME_GATE_FAIL] = { "GATE_FAIL", 7,
				"the kernel built or booted is not what was "
				"asked for",
				"skip" },
	[OUTCOME_RIG_ERROR] = { "RIG_ERROR", 8, "the rig itself or its host",
				"abort" },
	[OUTCOME_USAGE] = { "(usage)", 64, "the command line is wrong",
			    "abort" },
};

static_assert(sizeof(outcomes) / sizeof(outcomes[0]) == OUTCOME_NR,
	      "every outcome has its row");

/* What was not even come to outranks what was seen, which outranks PASS. */
static const enum outcome worst_first[] = {
	OUTCOME_USAGE,	    OUTCOME_RIG_ERROR, OUTCOME_PATCH_FAIL,
	OUTCOME_BUILD_FAIL, OUTCOME_GATE_FAIL, OUTCOME_KERNEL_CRASH,
	OUTCOME_HANG,	    OUTCOME_TEST_FAIL, OUTCOME_KERNEL_SPLAT,
	OUTCOME_PASS,
};

static_assert(sizeof(worst_first) / sizeof(worst_first[0]) == OUTCOME_NR,
	      "every outcome has its rank");

const char *outcome_name(enum outcome outcome)
{
	return outcomes[outcome].name;
}

int outcome_exit(enum outcome outcome)
{
	return outcomes[outcome].exit;
}

const char *outcome_meaning(enum outcome outcome)
{
	return outcomes[outcome].meaning;
}

const char *outcome_bisect(enum outcome outcome)
{
	return outcomes[outcome].bisect;
}

bool outcome_parse(const char *name, enum outcome *ret)
{
	for (unsigned int i = 0; i < OUTCOME_USAGE; i++) {
		if (!strcmp(outcomes[i].name, name)) {
			*ret = i;
			return true;
		}
	}
	return false;
}

bool outcome_of_exit(int status, enum outcome *ret)
{
	for (unsigned int i = 0; i < OUTCOME_NR; i++) {
		if (outcomes[i].exit == status) {
			*ret = i;
			return true;
		}
	}
	return false;
}

bool outcome_is_worse(enum outcome a, enum outcome b)
{
	for (unsigned int i = 0; i < OUTCOME_NR && worst_first[i] != b; i++)
		if (worst_first[i] == a)
			return true;
	return false;
}
