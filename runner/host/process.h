/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * process: a child that can not outlive us.
 *
 * process_spawn(), wait for ->pidfd to become readable, process_reap(),
 * process_release(). The child is the leader of a group of its own, so that a
 * ^C at the terminal reaches only us, has no descriptor but those named, no
 * signal blocked or ignored, of our environment only PATH and what else it
 * needs or is named after QEMU, and is killed by the kernel when the calling
 * thread ends, however it ends.
 */
#ifndef RIG_PROCESS_H
#define RIG_PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct process {
	pid_t pid; /* 0: none, or reaped */
	int pidfd;
};

#define PROCESS_INIT { .pidfd = -1 }

/*
 * Runs argv[0], looked up in PATH; fds[i] becomes its descriptor i. 0 or
 * -errno, also when the program itself could not be executed.
 */
int process_spawn(const char *const *argv, const int *fds, size_t fds_nr,
		  struct process *ret);

/* Sends a signal to it and to all of its group. */
void process_kill(const struct process *p, int sig);

/* As /proc tells it: 'R' running, 'S' asleep, 'T' stopped; 0: not known. */
char process_state(const struct process *p);

/*
 * 0: it is gone, and *ret_status is what waitpid() tells. -EAGAIN: not within
 * wait_ms (0: do not wait).
 */
int process_reap(struct process *p, int wait_ms, int *ret_status);

/* Kills and reaps what is still there, waiting at most a second. */
void process_release(struct process *p);

/*
 * The first line that a program prints, and its end, within two seconds: for
 * asking versions. NULL when it does not run; the caller frees it.
 */
char *process_first_line(const char *const *argv);

/* Full path of a program as execvp() finds it, or NULL; the caller frees it. */
char *process_find(const char *name);

#endif
