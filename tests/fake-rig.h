/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * fake-rig: the commands of a script that turn on rig itself: signals for it, and a disk or a directory that fails it.
 */
#ifndef RIG_FAKE_RIG_H
#define RIG_FAKE_RIG_H

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cleanup.h"
#include "fake-pipes.h"
#include "fake-words.h"
#include "text.h"

#define FAKE_RIG_PATIENCE_S 30

static char *fake_rundir; /* of the run, whichever boot this is */

/* As long as the run goes on nobody else looks into its directory. */
static inline void fake_rundir_is_private(void)
{
	struct stat st;

	if (!strstr(fake_rundir, "/boots/") &&
	    (stat(fake_rundir, &st) || (st.st_mode & 077)))
		words_broken("%s is open to others", fake_rundir);
}

/* Sends rig, which started us, a signal. */
static inline void do_signal_rig(const char *words)
{
	kill(getppid(), atoi(words));
}

/* Until rig has read all that was sent, and a moment for it to write that. */
static inline void fake_rig_catches_up(void)
{
	int left = 1;

	for (int tries = 0; left && tries < 1000; tries++) {
		int records = 0;

		if (ioctl(STDOUT_FILENO, FIONREAD, &left) ||
		    ioctl(RECORDS_FD, FIONREAD, &records))
			words_broken("a pipe: %s", strerror(errno));
		left += records;
		usleep(10000);
	}
	usleep(100000);
}

/* From here on no file that rig writes can grow beyond that many bytes. */
static inline void do_limit_rig(const char *words)
{
	struct rlimit limit = { strtoull(words, NULL, 0), RLIM_INFINITY };

	fake_rig_catches_up();
	if (prlimit(getppid(), RLIMIT_FSIZE, &limit, NULL))
		words_broken("prlimit: %s", strerror(errno));
}

static inline void do_remove_rundir(const char *words)
{
	char *away = text_format("%s.away", fake_rundir);

	if (rename(fake_rundir, away))
		words_broken("%s: %s", fake_rundir, strerror(errno));
	free(fake_rundir);
	fake_rundir = away;
}

static inline void do_chmod_rundir(const char *words)
{
	if (chmod(fake_rundir, strtoul(words, NULL, 8)))
		words_broken("%s: %s", fake_rundir, strerror(errno));
}

/* Has the process a descriptor of that file? */
static inline bool fake_rig_has_open(pid_t rig, const char *path)
{
	CLEANUP_FREE char *full = realpath(path, NULL);
	char target[4096] = "";

	for (int fd = 0; full && fd < 64; fd++) {
		CLEANUP_FREE char *link =
			text_format("/proc/%d/fd/%d", (int)rig, fd);
		ssize_t n = readlink(link, target, sizeof(target) - 1);

		if (n > 0 && (size_t)n == strlen(full) &&
		    !memcmp(target, full, n))
			return true;
	}
	return false;
}

/*
 * Outlives us: rig comes to write that file, which is a pipe that is full.
 * There it gets the signal, and goes on when it lives.
 */
static inline void __attribute__((noreturn))
fake_wait_for_rig(const char *path, int full, pid_t rig, int sig)
{
	struct pollfd pfd = { .fd = full, .events = POLLIN };
	char buf[4096];

	for (int i = 0; i < 64; i++)
		if (i != full)
			close(i);
	alarm(FAKE_RIG_PATIENCE_S);
	while (!fake_rig_has_open(rig, path))
		usleep(5000);
	kill(rig, sig);
	if (sig == SIGKILL)
		unlink(path);
	while (poll(&pfd, 1, 500) > 0 && read(pfd.fd, buf, sizeof(buf)) > 0)
		;
	_exit(0);
}

/* "NUMBER FILE" of the run directory, which is written when we are gone. */
static inline void do_signal_rig_at(const char *words)
{
	CLEANUP_FREE char *path = text_format("%s/%s.new", fake_rundir,
					      strchrnul(words, ' ') + 1);
	pid_t rig = getppid();
	char buf[4096] = "";
	int fd;

	/* a file of a boot to come has no folder yet */
	for (char *at = path + strlen(fake_rundir) + 1; (at = strchr(at, '/'));
	     *at++ = '/') {
		*at = '\0';
		if (mkdir(path, 0777) && errno != EEXIST)
			words_broken("%s: %s", path, strerror(errno));
	}
	/* full before rig can come to it */
	if (mkfifo(path, 0600) || (fd = open(path, O_RDWR | O_NONBLOCK)) < 0)
		words_broken("%s: %s", path, strerror(errno));
	while (write(fd, buf, sizeof(buf)) > 0)
		;
	if (!fork())
		fake_wait_for_rig(path, fd, rig, atoi(words));
	close(fd);
}

#endif
