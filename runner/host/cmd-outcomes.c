// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <string.h>

#include "command.h"

/* Columns that the longest meaning takes. */
static int meaning_columns(void)
{
	size_t most = 0;

	for (unsigned int i = 0; i < OUTCOME_NR; i++)
		if (strlen(outcome_meaning(i)) > most)
			most = strlen(outcome_meaning(i));
	return (int)most;
}

static enum outcome run(const struct command *c, char **words, char **argv)
{
	const int columns = meaning_columns();
	enum outcome outcome;

	if (!command_parse(c, words, NULL, &outcome))
		return outcome;
	printf("%-13s %4s  %-*s  %s\n", "outcome", "exit", columns, "means",
	       "in a bisection");
	for (unsigned int i = 0; i < OUTCOME_NR; i++)
		printf("%-13s %4d  %-*s  %s\n", outcome_name(i),
		       outcome_exit(i), columns, outcome_meaning(i),
		       outcome_bisect(i));
	return OUTCOME_PASS;
}

const struct command command_outcomes = {
	.name = "outcomes",
	.summary = "print what a run may end with, and what it means",
	.run = run,
};
