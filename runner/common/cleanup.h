/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cleanup: release of locals when their scope ends.
 *
 *	CLEANUP_FREE char *line = NULL;
 *	CLEANUP_FD int fd = open(path, O_RDONLY | O_CLOEXEC);
 *
 * A local declared so must be initialised. take_pointer() and take_fd() hand
 * the thing over to somebody else, so that the scope's end leaves it alone.
 */
#ifndef RIG_CLEANUP_H
#define RIG_CLEANUP_H

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline void cleanup_free(void *p)
{
	free(*(void **)p);
}

static inline void cleanup_fd(const int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

static inline void cleanup_file(FILE *const *f)
{
	if (*f)
		fclose(*f);
}

static inline void cleanup_dir(DIR *const *d)
{
	if (*d)
		closedir(*d);
}

static inline int take_fd(int *fd)
{
	int taken = *fd;

	*fd = -1;
	return taken;
}

#define take_pointer(p)                     \
	({                                  \
		__typeof__(p) _taken = (p); \
		(p) = NULL;                 \
		_taken;                     \
	})

#define CLEANUP(release) __attribute__((cleanup(release)))
#define CLEANUP_FREE CLEANUP(cleanup_free)
#define CLEANUP_FD CLEANUP(cleanup_fd)
#define CLEANUP_FILE CLEANUP(cleanup_file)
#define CLEANUP_DIR CLEANUP(cleanup_dir)

#endif
