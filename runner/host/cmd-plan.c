// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "cleanup.h"
#include "command.h"
#include "durations.h"
#include "plan.h"
#include "shard.h"

struct plan_options {
	const char *progs;
	const char *arch;
	const char *variant;
	const char *selftests;
	struct option_list tests;
	const char *shard;
	const char *durations;
};

#define ROW(member) offsetof(struct plan_options, member)

static const struct option_row rows[] = {
	{ "progs", "DIR", OPTION_TEXT, true, ROW(progs),
	  "folder of the BPF objects" },
	{ "arch", "ARCH", OPTION_TEXT, true, ROW(arch), "x86_64 or arm64" },
	{ "variant", "VARIANT", OPTION_TEXT, true, ROW(variant),
	  "patched, baseline, stock, series/NN or mutant/NAME" },
	{ "selftests", "FILE", OPTION_TEXT, false, ROW(selftests),
	  "the objects are the kernel's own, FILE what they do not state" },
	{ "test", "GLOB", OPTION_LIST, false, ROW(tests),
	  "only these cases, and their twins; may be repeated" },
	{ "shard", "K/N", OPTION_TEXT, false, ROW(shard),
	  "only part K of N of them" },
	{ "durations", "FILE", OPTION_TEXT, false, ROW(durations),
	  "with --shard: how long each case takes" },
};

static bool pick(const struct plan_options *o, struct plan *plan,
		 enum outcome *ret)
{
	struct durations durations CLEANUP(durations_release) = { 0 };
	struct shard shard;

	return command_selects(plan, &o->tests, ret) &&
	       command_shards(plan, o->shard, o->durations, &shard, &durations,
			      ret) &&
	       (!shard.n || !shard_select(&shard, &durations, plan));
}

static enum outcome run(const struct command *c, char **words, char **argv)
{
	enum outcome outcome = OUTCOME_PASS;
	struct plan_options o = { NULL };
	struct plan plan = { 0 };
	char why[1024] = "";
	int err;

	if (!command_parse(c, words, &o, &outcome))
		return outcome;
	if (!command_knows_variant(o.variant, &outcome))
		return outcome;
	err = plan_scan(o.progs, o.selftests, o.arch, o.variant, &plan, why,
			sizeof(why));
	if (err)
		outcome = command_fails(OUTCOME_BUILD_FAIL, "%s", why);
	else if (pick(&o, &plan, &outcome))
		for (size_t i = 0; i < plan.nr; i++)
			puts(plan.cases[i].id);
	plan_release(&plan);
	free(o.tests.values);
	return outcome;
}

const struct command command_plan = {
	.name = "plan",
	.summary = "print the ids of the cases, one a line",
	.options = rows,
	.options_nr = sizeof(rows) / sizeof(rows[0]),
	.run = run,
};
