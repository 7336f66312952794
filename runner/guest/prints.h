/* SPDX-License-Identifier: GPL-2.0-only */
/* prints: what a program printed to its two streams. */
#ifndef RIG_PRINTS_H
#define RIG_PRINTS_H

struct attempt;
struct expect;

/*
 * Empties the streams into the attempt; one of which something is expected is
 * given a second to hold something. 0, or -1 after attempt_stop().
 */
int prints_read(struct attempt *a, int prog_fd, const struct expect *e);

#endif
