// SPDX-License-Identifier: GPL-2.0-only
#include "command.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "durations.h"
#include "expect.h"
#include "plan.h"
#include "shard.h"
#include "text.h"

enum outcome command_fails(enum outcome outcome, const char *format, ...)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;
	va_list args;

	va_start(args, format);
	text_vprintf(&t, format, args);
	va_end(args);
	fprintf(stderr, "rig: %s\n", t.data);
	return outcome;
}

static void put_usage(const struct command *c)
{
	bool has_options = false;

	printf("usage: rig %s", c->name);
	for (size_t i = 0; i < c->options_nr; i++) {
		if (c->options[i].kind == OPTION_OPERAND)
			printf(" %s", c->options[i].name);
		else
			has_options = true;
	}
	printf("%s\n%s.\n\n", has_options ? " OPTION..." : "", c->summary);
}

bool command_parse(const struct command *c, char **words, void *values,
		   enum outcome *ret)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	int err = options_parse(c->options, c->options_nr, words, values, &why);

	if (!err)
		return true;
	if (err > 0) {
		put_usage(c);
		options_help(c->options, c->options_nr, stdout);
		*ret = OUTCOME_PASS;
		return false;
	}
	*ret = command_fails(OUTCOME_USAGE, "%s: %s; rig %s --help tells more",
			     c->name, why.data, c->name);
	return false;
}

bool command_knows_variant(const char *variant, enum outcome *ret)
{
	if (expect_knows_variant(variant))
		return true;
	*ret = command_fails(OUTCOME_USAGE,
			     "--variant %s: it must be patched, baseline, "
			     "stock, series/NN or mutant/NAME",
			     variant);
	return false;
}

bool command_selects(struct plan *plan, const struct option_list *tests,
		     enum outcome *ret)
{
	const char *glob = NULL;
	int err = plan_select(plan, tests->values, tests->nr, &glob);

	if (!err)
		return true;
	if (err != -ENOENT) {
		*ret = command_fails(OUTCOME_RIG_ERROR, "plan: %s",
				     strerror(-err));
		return false;
	}
	/* there may be hundreds, and who reads it sees the end */
	for (size_t i = 0; i < plan->nr; i++)
		fprintf(stderr, "%s\n", plan->cases[i].id);
	*ret = command_fails(OUTCOME_USAGE,
			     "TEST: no case matches %s; those above are there",
			     glob);
	return false;
}

bool command_shards(const struct plan *plan, const char *word,
		    const char *durations, struct shard *ret_shard,
		    struct durations *ret_durations, enum outcome *ret)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct shard shard = { 0 };
	size_t groups;

	*ret_shard = shard;
	if (!word)
		return true;
	if (!shard_parse(word, &shard)) {
		*ret = command_fails(OUTCOME_USAGE,
				     "SHARD=%s: it must be K/N, part K of N, "
				     "with K from 1 to N, and N up to %d",
				     word, SHARDS_MAX);
		return false;
	}
	groups = shard_groups(plan);
	if (shard.n > groups) {
		*ret = command_fails(OUTCOME_USAGE,
				     "SHARD=%s: one would be empty; of what is "
				     "picked, where twins stay together, there "
				     "are at most %zu shards",
				     word, groups);
		return false;
	}
	if (!durations) {
		*ret = command_fails(OUTCOME_USAGE,
				     "--shard goes with --durations");
		return false;
	}
	if (durations_read(durations, ret_durations, &why)) {
		*ret = command_fails(OUTCOME_RIG_ERROR, "%s", why.data);
		return false;
	}
	*ret_shard = shard;
	return true;
}
