// SPDX-License-Identifier: GPL-2.0-only
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "version.h"

static const struct command *const commands[] = {
	&command_plan,	    &command_probe,	     &command_gate,
	&command_run,	    &command_report,	     &command_fail,
	&command_outcomes,  &command_discriminate,   &command_series,
	&command_durations, &command_bisect_verdict, &command_bisect_report,
};

#define COMMANDS_NR (sizeof(commands) / sizeof(commands[0]))

static void help(FILE *out)
{
	fputs("usage: rig COMMAND [OPTION]...\n\n", out);
	for (size_t i = 0; i < COMMANDS_NR; i++)
		fprintf(out, "  %-12s %s\n", commands[i]->name,
			commands[i]->summary);
	fputs("\nrig COMMAND --help tells its options.\n", out);
}

int main(int argc, char **argv)
{
	/* who starts us may ignore it: then no child could be waited for */
	signal(SIGCHLD, SIG_DFL);
	if (argc > 1 &&
	    (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
		help(stdout);
		return outcome_exit(OUTCOME_PASS);
	}
	if (argc > 1 && !strcmp(argv[1], "--version")) {
		puts("rig " RIG_VERSION);
		return outcome_exit(OUTCOME_PASS);
	}
	for (size_t i = 0; argc > 1 && i < COMMANDS_NR; i++)
		if (!strcmp(argv[1], commands[i]->name))
			return outcome_exit(
				commands[i]->run(commands[i], argv + 2, argv));
	if (argc > 1)
		command_fails(OUTCOME_USAGE, "'%s' is no command", argv[1]);
	help(stderr);
	return outcome_exit(OUTCOME_USAGE);
}
