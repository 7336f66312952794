// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "cleanup.h"
#include "kmsg.h"
#include "mark.h"

/* A log level that reaches the console at the kernel's default setting. */
#define LEVEL "<4>"

void kmsg_mark(const char *what, const char *id)
{
	CLEANUP_FD int fd = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
	char line[512];
	int n = snprintf(line, sizeof(line), LEVEL MARK_PREFIX "%s %s\n", what,
			 id);

	/* One write is one message; stdio would seek first, which fails. */
	if (fd < 0 || n < 0 || (size_t)n >= sizeof(line) ||
	    write(fd, line, (size_t)n) != n)
		fprintf(stderr, "runner: no mark '%s' of case '%s'\n", what,
			id);
}
