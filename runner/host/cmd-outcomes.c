// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>

#include "command.h"

static enum outcome run(const struct command *c, char **words, char **argv)
{
	enum outcome outcome;

	if (!command_parse(c, words, NULL, &outcome))
		return outcome;
	printf("%-13s %4s  %-48s %s\n", "outcome", "exit", "means",
	       "in a bisection");
	for (unsigned int i = 0; i < OUTCOME_NR; i++)
		printf("%-13s %4d  %-48s %s\n", outcome_name(i),
		       outcome_exit(i), outcome_meaning(i), outcome_bisect(i));
	return OUTCOME_PASS;
}

const struct command command_outcomes = {
	.name = "outcomes",
	.summary = "print what a run may end with, and what it means",
	.run = run,
};
