// SPDX-License-Identifier: GPL-2.0-only
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "cleanup.h"
#include "kmsg.h"

/* A log level that reaches the console at the kernel's default setting. */
#define LEVEL "<5>"

void kmsg_mark(const char *what, const char *id)
{
	CLEANUP_FD int fd = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);

	if (fd >= 0)
		dprintf(fd, LEVEL "kfunc-rig: %s %s", what, id);
}
