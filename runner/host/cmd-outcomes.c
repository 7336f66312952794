// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "conclusion.h"

struct outcomes_options {
	bool causes;
};

static const struct option_row rows[] = {
	{ "causes", NULL, OPTION_FLAG, false,
	  offsetof(struct outcomes_options, causes),
	  "all that a run may end by, its outcome, and where that is seen" },
};

static int wider(int columns, const char *text)
{
	return (int)strlen(text) > columns ? (int)strlen(text) : columns;
}

static void put_outcomes(void)
{
	int columns = 0;

	for (unsigned int i = 0; i < OUTCOME_NR; i++)
		columns = wider(columns, outcome_meaning(i));
	printf("%-13s %4s  %-*s  %s\n", "outcome", "exit", columns, "means",
	       "in a bisection");
	for (unsigned int i = 0; i < OUTCOME_NR; i++)
		printf("%-13s %4d  %-*s  %s\n", outcome_name(i),
		       outcome_exit(i), columns, outcome_meaning(i),
		       outcome_bisect(i));
}

static void put_causes(void)
{
	int columns = 0;

	for (size_t i = 0; i < conclusion_causes(); i++)
		columns = wider(columns, conclusion_cause(i).what);
	printf("%-*s  %-13s %s\n", columns, "what happened", "outcome",
	       "where that is seen");
	for (size_t i = 0; i < conclusion_causes(); i++) {
		const struct conclusion_cause c = conclusion_cause(i);

		printf("%-*s  %-13s %s\n", columns, c.what,
		       outcome_name(c.outcome), c.evidence);
	}
}

static enum outcome run(const struct command *c, char **words, char **argv)
{
	struct outcomes_options o = { .causes = false };
	enum outcome outcome;

	if (!command_parse(c, words, &o, &outcome))
		return outcome;
	if (o.causes)
		put_causes();
	else
		put_outcomes();
	return OUTCOME_PASS;
}

const struct command command_outcomes = {
	.name = "outcomes",
	.summary = "print what a run may end with, and what it means",
	.options = rows,
	.options_nr = sizeof(rows) / sizeof(rows[0]),
	.run = run,
};
