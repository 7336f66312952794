/* SPDX-License-Identifier: GPL-2.0-only */
/* fake-process: the commands of a script by which the fake ends or kills. */
#ifndef RIG_FAKE_PROCESS_H
#define RIG_FAKE_PROCESS_H

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

static inline void do_exit(const char *words)
{
	exit(atoi(words));
}

static inline void do_die(const char *words)
{
	raise(atoi(words));
}

static inline void do_ignore_term(const char *words)
{
	signal(SIGTERM, SIG_IGN);
}

#endif
