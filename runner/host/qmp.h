/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * qmp: the client's side of QEMU's machine protocol. It does no I/O.
 *
 * qmp_init(); qmp_ask() puts a command into ->out, for the owner to write;
 * qmp_feed() with bytes as they come, after each of them qmp_next() until it
 * returns other than 0; qmp_release(). A command has to be asked only when the
 * one before it was answered. The peer may be anybody: a line, and all lines
 * together, are bounded, and what is not of the protocol ends it for good.
 */
#ifndef RIG_QMP_H
#define RIG_QMP_H

#include <stdbool.h>
#include <stddef.h>

#include "text.h"

struct json_t;

#define QMP_LINE_MAX_BYTES (256u * 1024)
#define QMP_MAX_BYTES (4u * 1024 * 1024)

struct qmp {
	struct text in; /* not yet a whole line */
	size_t used; /* of those, handed out already */
	size_t bytes; /* ever fed */
	struct text out; /* for the owner to write, and to take out */
	unsigned int asked; /* the number of the last command */
	bool waiting; /* for the answer to it */
	bool greeted;
	bool broken;
};

void qmp_init(struct qmp *q);
void qmp_release(struct qmp *q);

/* Takes the arguments over; NULL for none. */
void qmp_ask(struct qmp *q, const char *command, struct json_t *arguments);

void qmp_feed(struct qmp *q, const void *data, size_t bytes);

/*
 * 0: QEMU's greeting came, or the answer: *ret is what it returned, for the
 * caller to drop, or NULL, of the greeting and where it is an error, which is
 * in `why` then. -EAGAIN: neither came yet. -EPROTO: nothing will ever come;
 * `why` says why. Events are passed over.
 */
int qmp_next(struct qmp *q, struct json_t **ret, struct text *why);

#endif
