// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "channel.h"
#include "cleanup.h"

#define PORTS_DIR "/sys/class/virtio-ports"
#define POLL_MS 20

static bool port_is_ours(const char *port)
{
	char path[512], name[sizeof(RECORD_PORT_NAME) + 2] = "";
	CLEANUP_FILE FILE *file = NULL;

	snprintf(path, sizeof(path), PORTS_DIR "/%s/name", port);
	file = fopen(path, "re");
	if (!file || !fgets(name, sizeof(name), file))
		return false;
	name[strcspn(name, "\n")] = '\0';
	return strcmp(name, RECORD_PORT_NAME) == 0;
}

static int open_port(void)
{
	CLEANUP_DIR DIR *dir = opendir(PORTS_DIR);
	const struct dirent *entry;
	char path[512];
	int fd;

	while (dir && (entry = readdir(dir))) {
		if (entry->d_name[0] == '.' || !port_is_ours(entry->d_name))
			continue;
		snprintf(path, sizeof(path), "/dev/%s", entry->d_name);
		fd = open(path, O_WRONLY | O_CLOEXEC);
		return fd < 0 ? -errno : fd;
	}
	return -ENODEV;
}

int channel_open(struct channel *c, const uint8_t nonce[RECORD_NONCE_BYTES],
		 int timeout_ms)
{
	const struct timespec pause = { .tv_nsec = POLL_MS * 1000000L };
	int fd = open_port();

	for (int ms = 0; fd < 0 && ms < timeout_ms; ms += POLL_MS) {
		nanosleep(&pause, NULL);
		fd = open_port();
	}
	if (fd < 0)
		return fd;
	c->fd = fd;
	c->seq = 0;
	memcpy(c->nonce, nonce, sizeof(c->nonce));
	return 0;
}

struct record *channel_begin(struct channel *c, enum record_type type)
{
	record_init(&c->record, type, c->nonce, c->seq);
	return &c->record;
}

int channel_send(struct channel *c)
{
	size_t bytes, done = 0;
	int err = record_encode(&c->record, c->frame, sizeof(c->frame), &bytes);

	if (err)
		return err;
	while (done < bytes) {
		ssize_t n = write(c->fd, c->frame + done, bytes - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? -errno : -EIO;
		done += (size_t)n;
	}
	c->seq++;
	return 0;
}

void channel_forget(struct channel *c)
{
	close(c->fd);
	c->fd = -1;
}
