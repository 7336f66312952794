/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rundir: the directory that a run leaves behind.
 *
 * rundir_create() or rundir_open(), then put files into it, rundir_close().
 * A file is written under a temporary name and renamed, so that none is ever
 * half there; only console.raw and records.bin grow as they come, for their
 * value is greatest when the rig did not live to rename them.
 */
#ifndef RIG_RUNDIR_H
#define RIG_RUNDIR_H

#include <stdbool.h>
#include <stddef.h>

struct json_t;
struct text;

struct rundir {
	char *path;
	char *id; /* the last component of path */
	int fd;
	bool is_private; /* it was created here; until it is closed, ours alone */
};

#define RUNDIR_INIT { .fd = -1 }

/*
 * Makes runs/<date>-<time>-<arch>-<variant>-<4 hex>. 0 or -errno; on an error
 * `why` names the path.
 */
int rundir_create(const char *runs, const char *arch, const char *variant,
		  struct rundir *ret, struct text *why);

/* As mkdir -p, then rundir_open(). */
int rundir_make(const char *path, struct rundir *ret, struct text *why);

int rundir_open(const char *path, struct rundir *ret, struct text *why);

void rundir_close(struct rundir *d);

/* Names are relative, with folders that are made when missing. 0 or -errno. */
int rundir_put(const struct rundir *d, const char *name, const void *data,
	       size_t bytes);
int rundir_put_text(const struct rundir *d, const char *name,
		    const struct text *text);
/* As rundir_put(), executable. */
int rundir_put_script(const struct rundir *d, const char *name,
		      const struct text *text);
int rundir_copy(const struct rundir *d, const char *from, const char *name);

/* Opens a file that grows: -errno, or a descriptor. */
int rundir_open_stream(const struct rundir *d, const char *name);

/* Appends a whole file to *ret. 0 or -errno. */
int rundir_get(const struct rundir *d, const char *name, struct text *ret);

/*
 * A whole file that holds one JSON object and no key twice. 0 or -errno; on an
 * error `why` names the file. The caller drops the object.
 */
int rundir_get_json(const struct rundir *d, const char *name,
		    struct json_t **ret, struct text *why);

bool rundir_has(const struct rundir *d, const char *name);

/* Path of a file in it; the caller frees it. */
char *rundir_path(const struct rundir *d, const char *name);

/* Points <runs>/../latest here. 0 or -errno. */
int rundir_link_latest(const struct rundir *d);

#endif
