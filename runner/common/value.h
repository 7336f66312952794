/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * value: what the values of tags spell: numbers, errnos, program flags.
 *
 * Each returns false, and leaves *ret alone, when the text is not one.
 */
#ifndef RIG_VALUE_H
#define RIG_VALUE_H

#include <stdbool.h>

/* As test_loader reads numbers: decimal, or hexadecimal after 0x. */
bool value_number(const char *text, long *ret);

/* A name, EINVAL, or a positive number. */
bool value_errno(const char *text, int *ret);

/* BPF_F_<name>, or a number. */
bool value_prog_flags(const char *text, unsigned int *ret);

#endif
