/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * exercise: the ways in which a loaded program is made to run, by name.
 *
 * What each of them does is the guest's (runner/guest/exercises.h).
 */
#ifndef RIG_EXERCISE_H
#define RIG_EXERCISE_H

#include <stdbool.h>

enum exercise {
	EXERCISE_NONE, /* a test run, if a return value is stated */
	EXERCISE_CALLBACK,
	EXERCISE_TRACE,
	EXERCISE_UHID,
	EXERCISE_SCHED_EXT,
	EXERCISE_NR
};

/* "" for EXERCISE_NONE. */
const char *exercise_name(enum exercise exercise);

/* False when there is none of that name. */
bool exercise_parse(const char *name, enum exercise *ret);

/* Does it attach a map of struct_ops, rather than the program? */
bool exercise_attaches_map(enum exercise exercise);

#endif
