// SPDX-License-Identifier: GPL-2.0-only
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "attempt.h"

static void *map_shared(size_t bytes)
{
	void *p = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	return p == MAP_FAILED ? NULL : p;
}

static void unmap(void *p, size_t bytes)
{
	if (p)
		munmap(p, bytes);
}

void attempt_free(struct attempt *a)
{
	if (!a)
		return;
	unmap(a->libbpf, ATTEMPT_LIBBPF_BYTES);
	unmap(a->verifier, ATTEMPT_LOG_BYTES);
	unmap(a->aux_log, ATTEMPT_LOG_BYTES);
	for (int i = 0; i < EXPECT_PRINTS; i++)
		unmap(a->prints[i], ATTEMPT_PRINT_BYTES);
	munmap(a, sizeof(*a));
}

struct attempt *attempt_new(void)
{
	struct attempt *a = map_shared(sizeof(*a));

	if (!a)
		return NULL;
	a->libbpf = map_shared(ATTEMPT_LIBBPF_BYTES);
	a->verifier = map_shared(ATTEMPT_LOG_BYTES);
	a->aux_log = map_shared(ATTEMPT_LOG_BYTES);
	a->prints[EXPECT_PRINT_STDOUT] = map_shared(ATTEMPT_PRINT_BYTES);
	a->prints[EXPECT_PRINT_STDERR] = map_shared(ATTEMPT_PRINT_BYTES);
	if (a->libbpf && a->verifier && a->aux_log &&
	    a->prints[EXPECT_PRINT_STDOUT] && a->prints[EXPECT_PRINT_STDERR])
		return a;
	attempt_free(a);
	errno = ENOMEM;
	return NULL;
}

static uint64_t now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

/* When memory runs out it is this process that goes, not the runner. */
static void volunteer_for_oom(void)
{
	FILE *file = fopen("/proc/self/oom_score_adj", "we");

	if (file) {
		fputs("1000", file);
		fclose(file);
	}
}

int attempt_stop(struct attempt *a, enum record_stage stage, int err,
		 const char *format, ...)
{
	va_list args;

	a->stage = stage;
	a->err = err;
	va_start(args, format);
	vsnprintf(a->reason, sizeof(a->reason), format, args);
	va_end(args);
	return -1;
}

#define no_verdict(a, ...) attempt_stop(a, RECORD_STAGE_NEEDS, 0, __VA_ARGS__)

static void judge_death(struct attempt *a, pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0) {
		if (errno == EINTR)
			continue;
		no_verdict(a, "the case's process was lost: %s",
			   strerror(errno));
		return;
	}
	if (WIFSIGNALED(status))
		no_verdict(a, "the case's process died of signal %d (%s)",
			   WTERMSIG(status), strsignal(WTERMSIG(status)));
	else if (!a->whole || WEXITSTATUS(status))
		no_verdict(a, "the case's process ended early, with status %d",
			   WEXITSTATUS(status));
	else if (a->libbpf_cut)
		no_verdict(a, "libbpf said more than %d bytes",
			   ATTEMPT_LIBBPF_BYTES);
}

void attempt_fork(struct attempt *a, attempt_fn *fn, const void *arg)
{
	uint64_t begin = now_us();
	pid_t pid;

	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		volunteer_for_oom();
		fn(a, arg);
		a->whole = true;
		_exit(0);
	}
	if (pid < 0)
		no_verdict(a, "fork: %s", strerror(errno));
	else
		judge_death(a, pid);
	a->elapsed_us = now_us() - begin;
	a->verifier_bytes = strnlen(a->verifier, ATTEMPT_LOG_BYTES);
}
