/* SPDX-License-Identifier: GPL-2.0-only */
/* prints: what a program printed to its two streams. */
#ifndef RIG_PRINTS_H
#define RIG_PRINTS_H

struct attempt;

/* Empties the streams into the attempt. 0, or -1 after attempt_stop(). */
int prints_read(struct attempt *a, int prog_fd);

#endif
