/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * selftest: what is expected of the kernel's own test programs.
 *
 * They are run unchanged, so they know none of our tags: a refusal states
 * neither stage nor errno nor twin, and nobody says what a program needs. For
 * them, and for them alone, test_loader's rules hold: a refusal is the
 * verifier's, with any errno. What test_loader would not notice is: a program
 * needs every kernel function that its object declares, so none is refused
 * because one is missing; and a program of which nothing is stated is an error.
 *
 * What a program does not say itself, because C code in prog_tests knows it,
 * stands in a file of facts, in the words of tags.h:
 *
 *	kfunc-rig-selftests 1
 *	object/program<TAB>tag		repeated, in order
 *	object/@<TAB>tag		of each program of which nothing else is stated
 *	object/+<TAB>tag		of every program
 *
 * In a tag, \n is a line feed and \\ a backslash.
 *
 * selftest_facts_read(), selftest_expect() for each program, then
 * selftest_facts_unused() once all were read, selftest_facts_free().
 */
#ifndef RIG_SELFTEST_H
#define RIG_SELFTEST_H

#include <stddef.h>

#include "expect.h"

struct selftest_facts;

/* NULL with `why` naming file and line. */
struct selftest_facts *selftest_facts_read(const char *path, char *why,
					   size_t why_size);
void selftest_facts_free(struct selftest_facts *f);

/*
 * Like expect_read(), by the rules above. `object` is the case id's first half.
 * What is stated does not depend on the variant.
 */
int selftest_expect(struct selftest_facts *f, const struct btf *btf,
		    const char *object, const char *program, const char *arch,
		    struct expect *ret, char *why, size_t why_size);

/*
 * The first fact of an object that was read which went with no program of it,
 * in words; or NULL.
 */
const char *selftest_facts_unused(const struct selftest_facts *f);

/*
 * Objects that are not there, and why: object/+<TAB>rig_skip=why. *pos starts
 * at 0; NULL after the last.
 */
const char *selftest_next_missing(const struct selftest_facts *f, size_t *pos,
				  const char **ret_why);

#endif
