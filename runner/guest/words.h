/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * words: what libbpf, and the runner where it acts in libbpf's place, say of a
 * case. All of it goes to the attempt's first log.
 */
#ifndef RIG_WORDS_H
#define RIG_WORDS_H

struct attempt;

/* From now on libbpf is heard, until the process ends. */
void words_listen(struct attempt *a);

void words_say(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
