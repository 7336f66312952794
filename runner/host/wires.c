// SPDX-License-Identifier: GPL-2.0-only
#include "wires.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "cleanup.h"
#include "qemu.h"

static_assert(WIRE_RECORDS == QEMU_RECORDS_FD &&
		      WIRE_MONITOR == QEMU_MONITOR_FD,
	      "a wire's number is QEMU's descriptor");

/* Both ends: ours, then theirs. 0 or -errno. */
static int open_wire(enum wire wire, int ends[2])
{
	int theirs;

	if (wire == WIRE_MONITOR)
		return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends)
			       ? -errno
			       : 0;
	if (pipe2(ends, O_CLOEXEC))
		return -errno;
	if (wire == WIRE_INPUT) {
		theirs = ends[0];
		ends[0] = ends[1];
		ends[1] = theirs;
	}
	return 0;
}

int wires_start(struct wires *w, const char *const *argv)
{
	int theirs[WIRE_NR] = { -1, -1, -1, -1, -1 };
	int err = 0;

	for (int i = 0; i < WIRE_NR && !err; i++) {
		int ends[2];

		err = open_wire(i, ends);
		if (!err) {
			w->fds[i] = ends[0];
			theirs[i] = ends[1];
			fcntl(w->fds[i], F_SETFL, O_NONBLOCK);
		}
	}
	if (!err)
		err = process_spawn(argv, theirs, WIRE_NR, &w->process);
	for (int i = 0; i < WIRE_NR; i++)
		cleanup_fd(&theirs[i]);
	return err;
}

void wires_release(struct wires *w)
{
	/* first of all: nothing stays behind, wherever we come from */
	process_release(&w->process);
	for (int i = 0; i < WIRE_NR; i++)
		if (w->fds[i] >= 0)
			close(take_fd(&w->fds[i]));
}
