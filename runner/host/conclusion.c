// SPDX-License-Identifier: GPL-2.0-only
#include "conclusion.h"

#include <assert.h>
#include <stddef.h>

static const enum outcome outcomes[] = {
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

static_assert(sizeof(outcomes) / sizeof(outcomes[0]) == FINDING_NR,
	      "every finding has its outcome");

#define OF(finding) FINDING_##finding, OUTCOME_NR
#define ENDS_IN(outcome) FINDING_NR, OUTCOME_##outcome

static const struct {
	enum finding finding;
	enum outcome outcome; /* of what is none */
	const char *what;
	const char *evidence;
} causes[] = {
	{ ENDS_IN(USAGE), "the command line is wrong",
	  "stderr; there is no run" },
	{ ENDS_IN(RIG_ERROR), "a tool or a source is missing", "build.log" },
	{ ENDS_IN(PATCH_FAIL), "a patch does not apply", "build.log" },
	{ ENDS_IN(BUILD_FAIL), "kernel, programs or runner do not build",
	  "build.log" },
	{ ENDS_IN(GATE_FAIL), "config or BTF of the kernel are others",
	  "build.log, gate.txt" },
	{ OF(FAILURE), "the rig can not do its work: disk full, no QEMU",
	  "manifest.json, vm.json: failure" },
	{ OF(FAILURE), "rig was killed, so that boots are missing",
	  "no vm.json in the last boot's folder" },
	{ OF(INTERRUPTED), "a signal told rig to stop", "vm.json: cause" },
	{ OF(IDENTITY), "another kernel booted, or has another module",
	  "records.bin: HELLO, kernel.facts" },
	{ OF(IDENTITY), "the guest ran another object than is judged",
	  "records.bin: START, progs/" },
	{ OF(CRASH), "the kernel panicked or oopsed",
	  "result.json: crash, console.raw" },
	{ OF(CHANNEL), "a record is damaged, forged, stale, out of order",
	  "records.bin at the byte that is named" },
	{ OF(CHANNEL), "the console lacks the lines around a case",
	  "console.raw" },
	{ OF(RUNNER), "the guest's runner gave up", "records.bin: ERROR" },
	{ OF(HANG), "boot-deadline: the guest did not say HELLO in time",
	  "blackbox.txt, console.raw, vm.json: timing" },
	{ OF(HANG), "case-deadline: a case did not end in its time",
	  "blackbox.txt, console.raw, vm.json: timing" },
	{ OF(HANG), "idle-deadline: the next case did not begin",
	  "blackbox.txt, console.raw, vm.json: timing" },
	{ OF(HANG), "run-deadline: the run's time was over",
	  "blackbox.txt, console.raw, vm.json: timing" },
	{ OF(HANG), "poweroff-deadline: END came, QEMU stayed",
	  "blackbox.txt, console.raw, vm.json: timing" },
	{ OF(HANG), "flood: the guest sent more than any run makes",
	  "blackbox.txt, console.raw, records.bin" },
	{ OF(QEMU), "QEMU failed, or somebody else ended it",
	  "vm.json: exit, signal, errors" },
	{ OF(QEMU), "QEMU could not be killed", "vm.json: unreaped" },
	{ OF(QEMU), "undrained: QEMU is gone, its pipes have no end",
	  "vm.json: cause" },
	{ OF(QEMU), "the evidence does not show why rig ended the guest",
	  "vm.json: cause" },
	{ OF(CUT), "the guest is gone without END",
	  "records.bin, console.raw" },
	{ OF(CASES), "a case did not meet its expectation",
	  "logs/<object>/<program>.log" },
	{ OF(SPLAT), "the kernel complained, and that is not excused",
	  "result.json: splats, console.raw" },
	{ OF(EXPIRED), "an excuse is past its date", "splats.allow" },
	{ ENDS_IN(PASS), "none of these", "result.json" },
};

size_t conclusion_causes(void)
{
	return sizeof(causes) / sizeof(causes[0]);
}

struct conclusion_cause conclusion_cause(size_t i)
{
	return (struct conclusion_cause){
		.outcome = causes[i].finding == FINDING_NR
				   ? causes[i].outcome
				   : outcomes[causes[i].finding],
		.finding = causes[i].finding,
		.what = causes[i].what,
		.evidence = causes[i].evidence,
	};
}

struct conclusion conclusion_draw(const char *const found[FINDING_NR])
{
	for (unsigned int i = 0; i < FINDING_NR; i++)
		if (found[i])
			return (struct conclusion){ outcomes[i], found[i] };
	return (struct conclusion){ OUTCOME_PASS, NULL };
}
