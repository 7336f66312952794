/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * gate-diff: how the kfuncs of two kernels differ, as programs see them.
 *
 * Files are paired by name, kfuncs by name within their file. gate_diff_make(),
 * look, gate_diff_release().
 *
 * What the verifier supplies is compared where both sides have their _impl
 * from the same place: beside an _impl of the source it may be the void * of
 * old, and the _impl itself is a difference then.
 */
#ifndef RIG_GATE_DIFF_H
#define RIG_GATE_DIFF_H

#include <stdbool.h>
#include <stddef.h>

struct gate;

enum gate_difference {
	DIFFERENCE_ONLY_HERE,
	DIFFERENCE_ONLY_THERE,
	DIFFERENCE_FLAGS,
	DIFFERENCE_SETS, /* so, for which types of program */
	DIFFERENCE_PROTOTYPE, /* what programs see */
	DIFFERENCE_IMPLICIT, /* what the verifier supplies */
	DIFFERENCE_TAGS,
	DIFFERENCE_NR,
};

struct gate_diff_entry {
	enum gate_difference kind;
	char *where;
	char *kfunc;
	char *words;
};

struct gate_diff {
	struct gate_diff_entry *entries; /* by file, then by kfunc */
	size_t nr;
};

/* "only-here" */
const char *gate_difference_name(enum gate_difference kind);
bool gate_difference_parse(const char *name, enum gate_difference *ret);

void gate_diff_make(const struct gate *here, const struct gate *there,
		    struct gate_diff *ret);

void gate_diff_release(struct gate_diff *d);

#endif
