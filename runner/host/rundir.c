// SPDX-License-Identifier: GPL-2.0-only
#include "rundir.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cleanup.h"
#include "text.h"

/* As mkdir -p. */
static int make_folders(int at, const char *path)
{
	CLEANUP_FREE char *partial = text_dup(path);

	for (char *slash = partial + 1;; slash++) {
		slash = strchr(slash, '/');
		if (slash)
			*slash = '\0';
		if (*partial && mkdirat(at, partial, 0777) && errno != EEXIST)
			return -errno;
		if (!slash)
			return 0;
		*slash = '/';
	}
}

/* A variant may be mutant/<name>; a run is one folder. */
static char *make_id(const char *arch, const char *variant)
{
	time_t now = time(NULL);
	unsigned short chance = 0;
	struct tm tm;
	char stamp[32];
	char *id;

	gmtime_r(&now, &tm);
	strftime(stamp, sizeof(stamp), "%Y%m%d-%H%M%S", &tm);
	if (getrandom(&chance, sizeof(chance), 0) != sizeof(chance))
		chance = (unsigned short)getpid();
	id = text_format("%s-%s-%s-%04x", stamp, arch, variant, chance);
	for (char *c = id; *c; c++)
		if (*c == '/')
			*c = '-';
	return id;
}

/* The folder's name as people are told it: without the slashes at its end. */
static int name_bytes(const char *path)
{
	size_t bytes = strlen(path);

	while (bytes > 1 && path[bytes - 1] == '/')
		bytes--;
	return (int)bytes;
}

int rundir_create(const char *runs, const char *arch, const char *variant,
		  struct rundir *ret, struct text *why)
{
	CLEANUP_FREE char *id = make_id(arch, variant);
	CLEANUP_FREE char *path =
		text_format("%.*s/%s", name_bytes(runs), runs, id);
	int err = make_folders(AT_FDCWD, runs);

	if (!err && mkdir(path, 0700))
		err = -errno;
	if (err) {
		text_printf(why, "%s: %s", path, strerror(-err));
		return err;
	}
	err = rundir_open(path, ret, why);
	if (!err)
		ret->is_private = true;
	return err;
}

/* Whom the umask lets read may do so from now on; nobody else ever writes. */
static void share(const struct rundir *d)
{
	mode_t mask = umask(0);

	umask(mask);
	/* of another file system it may be refused: then it stays as it is */
	if (fchmod(d->fd, 0755 & ~mask))
		return;
}

int rundir_make(const char *path, struct rundir *ret, struct text *why)
{
	int err = make_folders(AT_FDCWD, path);

	if (!err)
		return rundir_open(path, ret, why);
	text_printf(why, "%s: %s", path, strerror(-err));
	return err;
}

int rundir_open(const char *path, struct rundir *ret, struct text *why)
{
	struct rundir d = {
		.fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC),
	};
	char *copy;

	if (d.fd < 0) {
		int err = -errno;

		text_printf(why, "%s: %s", path, strerror(-err));
		return err;
	}
	copy = realpath(path, NULL);
	d.path = text_format("%.*s", name_bytes(path), path);
	d.id = text_dup(basename(copy ?: d.path));
	free(copy);
	*ret = d;
	return 0;
}

void rundir_close(struct rundir *d)
{
	if (d->is_private)
		share(d);
	if (d->fd >= 0)
		close(d->fd);
	free(d->path);
	free(d->id);
	*d = (struct rundir)RUNDIR_INIT;
}

static int write_all(int fd, const char *data, size_t bytes)
{
	while (bytes) {
		ssize_t n = write(fd, data, bytes);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		data += n;
		bytes -= n;
	}
	return 0;
}

static int put(const struct rundir *d, const char *name, const void *data,
	       size_t bytes, mode_t mode)
{
	CLEANUP_FREE char *temporary = text_format("%s.new", name);
	CLEANUP_FREE char *folder = text_dup(name);
	char *slash = strrchr(folder, '/');
	int err = 0, fd;

	if (slash) {
		*slash = '\0';
		err = make_folders(d->fd, folder);
		if (err)
			return err;
	}
	fd = openat(d->fd, temporary,
		    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW,
		    mode);
	if (fd < 0)
		return -errno;
	err = write_all(fd, data, bytes);
	/* a full disk may show itself only here */
	if (close(fd) && !err)
		err = -errno;
	if (!err && renameat(d->fd, temporary, d->fd, name))
		err = -errno;
	if (err)
		unlinkat(d->fd, temporary, 0);
	return err;
}

int rundir_put(const struct rundir *d, const char *name, const void *data,
	       size_t bytes)
{
	return put(d, name, data, bytes, 0666);
}

int rundir_put_text(const struct rundir *d, const char *name,
		    const struct text *text)
{
	return put(d, name, text->data, text->bytes, 0666);
}

int rundir_put_script(const struct rundir *d, const char *name,
		      const struct text *text)
{
	return put(d, name, text->data, text->bytes, 0777);
}

static int get(int at, const char *name, struct text *ret)
{
	CLEANUP_FD int fd = openat(at, name, O_RDONLY | O_CLOEXEC);
	char buf[64 * 1024];
	ssize_t n;

	if (fd < 0)
		return -errno;
	while ((n = read(fd, buf, sizeof(buf))) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -errno;
		text_put(ret, buf, n);
	}
	return 0;
}

int rundir_get(const struct rundir *d, const char *name, struct text *ret)
{
	return get(d->fd, name, ret);
}

bool rundir_has(const struct rundir *d, const char *name)
{
	return !faccessat(d->fd, name, F_OK, 0);
}

int rundir_copy(const struct rundir *d, const char *from, const char *name)
{
	struct text t CLEANUP_TEXT = TEXT_INIT;
	int err = get(AT_FDCWD, from, &t);

	return err ?: rundir_put_text(d, name, &t);
}

int rundir_open_stream(const struct rundir *d, const char *name)
{
	int fd = openat(d->fd, name,
			O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC,
			0666);

	return fd < 0 ? -errno : fd;
}

char *rundir_path(const struct rundir *d, const char *name)
{
	return text_format("%s/%s", d->path, name);
}

int rundir_link_latest(const struct rundir *d)
{
	CLEANUP_FREE char *copy = text_dup(d->path);
	CLEANUP_FREE char *runs = text_dup(dirname(copy));
	CLEANUP_FREE char *full = realpath(runs, NULL);
	CLEANUP_FREE char *link = NULL;
	CLEANUP_FREE char *temporary = NULL;
	CLEANUP_FREE char *target = NULL;

	if (!full)
		return -errno;
	target = text_format("%s/%s", basename(full), d->id);
	link = text_format("%s/../latest", runs);
	temporary = text_format("%s/../.latest.%s", runs, d->id);
	if (symlink(target, temporary))
		return -errno;
	if (rename(temporary, link)) {
		int err = -errno;

		unlink(temporary);
		return err;
	}
	return 0;
}
