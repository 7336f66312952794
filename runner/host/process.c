// SPDX-License-Identifier: GPL-2.0-only
#include "process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cleanup.h"
#include "text.h"

#define FDS_MAX 8
#define FDS_OUT_OF_THE_WAY 32 /* above every descriptor that a child gets */

/* May a child see it? A CI job's environment holds its secrets as well. */
static bool is_handed_on(const char *variable)
{
	static const char *const kept[] = {
		"PATH=", "HOME=", "TMPDIR=", "LD_LIBRARY_PATH=", "LC_ALL=",
	};
	const char *value = strchrnul(variable, '=');

	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (!strncmp(variable, kept[i], strlen(kept[i])))
			return true;
	return memmem(variable, value - variable, "QEMU", 4);
}

/* The caller frees the array, not its words. */
static char **make_environment(void)
{
	char **kept = NULL;
	size_t nr = 0;

	for (char **at = environ; at && *at; at++) {
		if (!is_handed_on(*at))
			continue;
		kept = text_grow(kept, nr, sizeof(*kept));
		kept[nr++] = *at;
	}
	/* which zeroes the slot: the array is ended by NULL */
	return text_grow(kept, nr, sizeof(*kept));
}

/*
 * In the child, up to exec. Only what is safe after a fork; posix_spawn() has
 * no way to ask for a signal at the parent's death, hence fork().
 */
static void __attribute__((noreturn)) child(const char *const *argv,
					    char *const *environment,
					    const int *fds, size_t fds_nr,
					    pid_t parent, int report)
{
	int moved[FDS_MAX];
	sigset_t none;
	int err = 0;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	/* those that whoever started us ignores, and ours */
	for (int i = 1; i < NSIG; i++)
		signal(i, SIG_DFL);
	if (setpgid(0, 0) || prctl(PR_SET_PDEATHSIG, SIGKILL))
		err = errno;
	/* it may have died before we asked to be told */
	if (getppid() != parent)
		_exit(127);
	report = fcntl(report, F_DUPFD_CLOEXEC, FDS_OUT_OF_THE_WAY);
	for (size_t i = 0; i < fds_nr && !err; i++) {
		moved[i] = fcntl(fds[i], F_DUPFD_CLOEXEC, FDS_OUT_OF_THE_WAY);
		if (moved[i] < 0)
			err = errno;
	}
	for (size_t i = 0; i < fds_nr && !err; i++)
		if (dup2(moved[i], (int)i) < 0)
			err = errno;
	if (!err) {
		/* what make or a shell left open is none of its business */
		close_range(fds_nr, ~0U, CLOSE_RANGE_CLOEXEC);
		execvpe(argv[0], (char *const *)argv, environment);
		err = errno;
	}
	if (write(report, &err, sizeof(err)) < 0)
		_exit(126);
	_exit(127);
}

int process_spawn(const char *const *argv, const int *fds, size_t fds_nr,
		  struct process *ret)
{
	struct process p = PROCESS_INIT;
	pid_t parent = getpid();
	int report[2], err = 0;
	char **environment;
	ssize_t n;

	if (fds_nr > FDS_MAX)
		return -EINVAL;
	if (pipe2(report, O_CLOEXEC))
		return -errno;
	environment = make_environment();
	p.pid = fork();
	if (!p.pid)
		child(argv, environment, fds, fds_nr, parent, report[1]);
	if (p.pid < 0)
		err = errno;
	free(environment);
	close(report[1]);
	if (!err) {
		int said = 0;

		/* nothing comes when exec closed the other end */
		do
			n = read(report[0], &said, sizeof(said));
		while (n < 0 && errno == EINTR);
		err = n == sizeof(said) ? said : 0;
		if (err)
			waitpid(p.pid, NULL, 0);
	}
	close(report[0]);
	if (err)
		return -err;
	p.pidfd = pidfd_open(p.pid, 0);
	if (p.pidfd < 0) {
		err = errno;
		process_release(&p);
		return -err;
	}
	*ret = p;
	return 0;
}

void process_kill(const struct process *p, int sig)
{
	/* not reaped yet, so the number is still that of the group */
	if (p->pid > 0)
		kill(-p->pid, sig);
}

char process_state(const struct process *p)
{
	CLEANUP_FREE char *path = text_format("/proc/%d/stat", p->pid);
	CLEANUP_FILE FILE *f = p->pid > 0 ? fopen(path, "re") : NULL;
	char line[256];
	char *name_end;

	/* "42 (a name) S ...", and the name may hold anything */
	if (!f || !fgets(line, sizeof(line), f))
		return 0;
	name_end = strrchr(line, ')');
	return name_end && name_end[1] == ' ' ? name_end[2] : 0;
}

int process_reap(struct process *p, int wait_ms, int *ret_status)
{
	struct pollfd pfd = { .fd = p->pidfd, .events = POLLIN };
	int status;
	pid_t pid;

	if (p->pid <= 0)
		return -ECHILD;
	if (p->pidfd >= 0 && wait_ms)
		poll(&pfd, 1, wait_ms);
	pid = waitpid(p->pid, &status, WNOHANG);
	if (pid == 0)
		return -EAGAIN;
	if (pid < 0)
		return -errno;
	p->pid = 0;
	*ret_status = status;
	return 0;
}

void process_release(struct process *p)
{
	int status;

	if (p->pid > 0) {
		process_kill(p, SIGKILL);
		process_reap(p, 1000, &status);
	}
	if (p->pidfd >= 0)
		close(p->pidfd);
	*p = (struct process)PROCESS_INIT;
}

char *process_first_line(const char *const *argv)
{
	CLEANUP_FD int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	struct process p CLEANUP(process_release) = PROCESS_INIT;
	char buf[512];
	size_t used = 0;
	int out[2];

	if (null < 0 || pipe2(out, O_CLOEXEC))
		return NULL;
	if (process_spawn(argv, (int[]){ null, out[1], null }, 3, &p)) {
		close(out[0]);
		close(out[1]);
		return NULL;
	}
	close(out[1]);
	while (used < sizeof(buf) - 1) {
		struct pollfd pfd = { .fd = out[0], .events = POLLIN };
		ssize_t n;

		if (poll(&pfd, 1, 2000) <= 0)
			break;
		n = read(out[0], buf + used, sizeof(buf) - 1 - used);
		if (n <= 0)
			break;
		used += n;
	}
	close(out[0]);
	buf[used] = '\0';
	buf[strcspn(buf, "\n")] = '\0';
	return buf[0] ? text_dup(buf) : NULL;
}

char *process_find(const char *name)
{
	const char *path = getenv("PATH") ?: "/usr/local/bin:/usr/bin:/bin";

	if (strchr(name, '/'))
		return access(name, X_OK) ? NULL : text_dup(name);
	while (*path) {
		size_t len = strcspn(path, ":");
		char *full = text_format("%.*s/%s", (int)len, path, name);

		if (len && !access(full, X_OK))
			return full;
		free(full);
		path += len + (path[len] == ':');
	}
	return NULL;
}
