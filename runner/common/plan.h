/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * plan: the cases found in a folder of BPF objects.
 *
 * Cases are discovered, never registered: every program of every *.bpf.o that
 * is not marked auxiliary is one. Its id is object/program, the object without
 * its ".bpf.o". Ids sort bytewise; that is the order of running.
 */
#ifndef RIG_PLAN_H
#define RIG_PLAN_H

#include <stddef.h>

#include "expect.h"
#include "skip.h"

struct selftest_facts;

struct plan_case {
	char *id; /* object/program */
	char *path; /* of the object file */
	const char *program; /* points into id */
	struct expect expect;
	/* of a step of the series: what is stated for baseline */
	bool has_before;
	struct expect before;
};

struct plan {
	struct plan_case *cases;
	size_t nr;
	struct skips skips; /* what was found, and is no case of this plan */
	struct selftest_facts *facts; /* of the kernel's own; NULL: ours */
};

/*
 * Reads every object in `dir` for that arch and variant. Cases that the arch
 * excludes are left out. 0 or -errno; on an error the plan is empty, and
 * `why` names file, program and tag. The caller releases the plan.
 *
 * With a file of facts, the objects are the kernel's own test programs, and
 * selftest.h tells the rules; NULL: they are ours. Nobody guesses which.
 */
int plan_scan(const char *dir, const char *facts, const char *arch,
	      const char *variant, struct plan *ret, char *why,
	      size_t why_size);

/* What is expected of any program of an object of the plan. See expect_read(). */
int plan_expect(const struct plan *plan, const struct btf *btf,
		const char *object, const char *program, const char *arch,
		const char *variant, struct expect *ret, char *why,
		size_t why_size);

/*
 * Keeps the cases that match one of the globs (fnmatch on the id, or on the
 * program's name alone) and the twins of those kept. No globs keep all.
 * -ENOENT when one of them, *ret_glob, matches nothing, for what was asked for
 * by a wrong name would silently not be run: the plan then stays as it was, so
 * that the caller can name the ids there are.
 */
int plan_select(struct plan *plan, const char *const *globs, size_t globs_nr,
		const char **ret_glob);

/* Keeps the cases whose flag is set; there is one for each. */
void plan_keep(struct plan *plan, const bool *keep);

/* NULL when there is no case with that id. */
const struct plan_case *plan_find(const struct plan *plan, const char *id);

void plan_release(struct plan *plan);

#endif
