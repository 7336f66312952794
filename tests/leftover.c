// SPDX-License-Identifier: GPL-2.0-only
/*
 * leftover OUT COMMAND...: runs a command, and says what it took and left.
 *
 * To OUT, a line of numbers: milliseconds; KiB of memory and descriptors that
 * the command itself had at the most, as seen every LOOK_MS; processes that it
 * left behind. These are found because they become this program's children,
 * whatever session they are in, and are ended. It exits as the command does,
 * and with 128 and the signal when that killed it.
 */
#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cleanup.h"
#include "text.h"

#define LOOK_MS 20
#define LAST_MS 1000 /* for what is about to end anyway */

struct taken {
	long rss_kib;
	int fds;
};

static long long now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * 1000ll + ts.tv_nsec / 1000000;
}

static void fail(const char *what)
{
	fprintf(stderr, "leftover: %s: %s\n", what, strerror(errno));
	exit(8);
}

static long peak_kib(pid_t pid)
{
	CLEANUP_FREE char *path = text_format("/proc/%d/status", (int)pid);
	CLEANUP_FILE FILE *f = fopen(path, "re");
	char line[256];
	long kib = 0;

	while (f && fgets(line, sizeof(line), f))
		if (sscanf(line, "VmHWM: %ld kB", &kib) == 1)
			break;
	return kib;
}

static int count_fds(pid_t pid)
{
	CLEANUP_FREE char *path = text_format("/proc/%d/fd", (int)pid);
	DIR *dir = opendir(path);
	struct dirent *entry;
	int nr = 0;

	while (dir && (entry = readdir(dir)))
		nr += entry->d_name[0] != '.';
	if (dir)
		closedir(dir);
	return nr;
}

/* Looks at it until it ends; its status. */
static int watch(pid_t pid, struct taken *ret)
{
	struct pollfd gone = { .fd = pidfd_open(pid, 0), .events = POLLIN };
	int status;

	if (gone.fd < 0)
		fail("pidfd");
	while (poll(&gone, 1, LOOK_MS) <= 0) {
		long kib = peak_kib(pid);
		int fds = count_fds(pid);

		ret->rss_kib = kib > ret->rss_kib ? kib : ret->rss_kib;
		ret->fds = fds > ret->fds ? fds : ret->fds;
	}
	close(gone.fd);
	if (waitpid(pid, &status, 0) != pid)
		fail("wait");
	return status;
}

/* Those that are children now and were not started by us: they are ended. */
static int end_children(void)
{
	CLEANUP_FREE char *path =
		text_format("/proc/self/task/%d/children", (int)getpid());
	CLEANUP_FILE FILE *f = fopen(path, "re");
	int pid, nr = 0;

	while (f && fscanf(f, "%d", &pid) == 1) {
		kill(pid, SIGKILL);
		nr++;
	}
	return nr;
}

static int count_left(void)
{
	long long until = now_ms() + LAST_MS;
	int left = 0;
	pid_t pid;

	while ((pid = waitpid(-1, NULL, WNOHANG)) >= 0 || errno == EINTR) {
		if (!pid && now_ms() >= until) {
			left += end_children();
			waitpid(-1, NULL, 0);
		} else if (!pid) {
			poll(NULL, 0, LOOK_MS);
		}
	}
	return left;
}

int main(int argc, char **argv)
{
	struct taken taken = { 0 };
	long long begin = now_ms(), ms;
	int status, left;
	pid_t pid;
	FILE *out;

	if (argc < 3) {
		fprintf(stderr, "usage: leftover OUT COMMAND...\n");
		return 64;
	}
	if (prctl(PR_SET_CHILD_SUBREAPER, 1))
		fail("subreaper");
	pid = fork();
	if (pid == 0) {
		execvp(argv[2], argv + 2);
		_exit(127);
	}
	if (pid < 0)
		fail("fork");
	status = watch(pid, &taken);
	ms = now_ms() - begin;
	left = count_left();
	out = fopen(argv[1], "we");
	if (!out ||
	    fprintf(out, "%lld %ld %d %d\n", ms, taken.rss_kib, taken.fds,
		    left) < 0 ||
	    fclose(out))
		fail(argv[1]);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
