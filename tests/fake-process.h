/* SPDX-License-Identifier: GPL-2.0-only */
/* fake-process: the commands of a script by which the fake ends or kills. */
#ifndef RIG_FAKE_PROCESS_H
#define RIG_FAKE_PROCESS_H

#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cleanup.h"
#include "fake-words.h"

static inline void do_exit(const char *words)
{
	exit(atoi(words));
}

static inline void do_die(const char *words)
{
	int number = atoi(words);

	signal(number, SIG_DFL); /* a sanitizer has a handler of its own */
	raise(number);
}

static inline void do_ignore_term(const char *words)
{
	signal(SIGTERM, SIG_IGN);
}

/* Does a word of the command line name that descriptor? */
static inline bool fake_was_given(char **argv, int fd)
{
	CLEANUP_FREE char *name = text_format("fd=%d", fd);

	for (; *argv; argv++) {
		const char *at = strstr(*argv, name);

		if (at && !strspn(at + strlen(name), "0123456789"))
			return true;
	}
	return false;
}

/* What whoever started rig left open, ignores or keeps secret is none of ours. */
static inline void fake_inherits_nothing(char **argv)
{
	CLEANUP_DIR DIR *dir = opendir("/proc/self/fd");
	const struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		int fd = atoi(entry->d_name);

		if (fd > STDERR_FILENO && fd != dirfd(dir) &&
		    !fake_was_given(argv, fd))
			words_broken("descriptor %d is open", fd);
	}
	for (int i = 1; i < NSIG; i++) {
		struct sigaction action;
		sigset_t blocked;

		sigprocmask(SIG_BLOCK, NULL, &blocked);
		if (!sigaction(i, NULL, &action) &&
		    (action.sa_handler == SIG_IGN ||
		     sigismember(&blocked, i) == 1))
			words_broken("signal %d is ignored or blocked", i);
	}
	if (getenv("SECRET"))
		words_broken("the environment came along");
}

#endif
