/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * exercises: what the ways of making a program run (common/exercise.h) do.
 *
 * Each is one file, exercise-<name>.c, with a row in exercises.c. Calling
 * sequence: ->prepare() when the object is open, ->perform() when it is loaded,
 * ->finish() in any case, once ->prepare() was called, however far things went.
 * No step waits without a bound. Each returns 0, or -1 after attempt_stop():
 * stage ATTACH or RUN when the kernel refused the program, NEEDS when nothing
 * can be said of it. ->finish() undoes all and proves it; when it can not, that
 * is stage NEEDS, whatever was seen before.
 */
#ifndef RIG_EXERCISES_H
#define RIG_EXERCISES_H

#include "attachment.h"
#include "exercise.h"
#include "reading.h"

struct attempt;
struct bpf_map;
struct bpf_object;
struct bpf_program;

struct exercises_state {
	struct attempt *a;
	struct bpf_object *obj;
	struct bpf_program *prog; /* the case's */
	struct bpf_program
		*aux; /* its one auxiliary of type syscall, or NULL */
	struct bpf_map *map; /* of struct_ops, or NULL */
	struct reading seen; /* begun before ->perform() */
	struct attachment attachment;
};

struct exercises_ops {
	int (*prepare)(struct exercises_state *s); /* NULL: nothing */
	int (*perform)(struct exercises_state *s);
	int (*finish)(struct exercises_state *s); /* NULL: nothing to undo */
};

extern const struct exercises_ops exercise_callback;
extern const struct exercises_ops exercise_trace;
extern const struct exercises_ops exercise_uhid;
extern const struct exercises_ops exercise_sched_ext;

/* NULL for EXERCISE_NONE. */
const struct exercises_ops *exercises_find(enum exercise exercise);

/* A test run of a program of type syscall that must return 0. */
int exercises_test_run(struct exercises_state *s, struct bpf_program *prog);

#endif
