/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * finding: a rule of the gate, and who breaks it.
 *
 * FINDINGS_INIT, finding_add() as often as need be, look, findings_release().
 * The names and words are copied. They come from files that may be hostile, so
 * who prints them cleans them first; findings_put() does.
 */
#ifndef RIG_FINDING_H
#define RIG_FINDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum finding_rule {
	/* of a file */
	RULE_FILE,
	RULE_SYMTAB,
	RULE_BTF,
	RULE_BTF_FLAW,
	RULE_RAW_BTF,
	RULE_NO_KFUNCS,
	RULE_MODULES,
	RULE_SET_SHAPE,
	RULE_SET_ORDER,
	/* of an entry of a set */
	RULE_UNRESOLVED,
	RULE_NO_FUNC,
	RULE_WRONG_BASE,
	RULE_OTHER_FUNC,
	RULE_FLAGS_DIFFER,
	/* of every kfunc */
	RULE_DUPLICATE,
	RULE_NO_ADDRESS,
	RULE_KFUNC_TAG,
	RULE_FASTCALL_TAG,
	RULE_ARENA,
	RULE_STRAY_TAG,
	RULE_FLAG_LOST,
	/* of a kfunc with implicit arguments */
	RULE_NO_IMPL,
	RULE_IMPL_IN_BASE,
	RULE_IMPL_FLAGGED,
	RULE_IMPL_TAG,
	RULE_TAGS,
	RULE_SHARED_PROTO,
	RULE_PUBLIC_IMPLICIT,
	RULE_NO_IMPLICIT,
	RULE_IMPLICIT_TYPE,
	RULE_PARAMS,
	RULE_RETURN,
	RULE_NR,
};

struct finding {
	enum finding_rule rule;
	char *where; /* vmlinux, or the module's name */
	char *kfunc; /* "" when the rule is of the whole file */
	char *words;
};

struct findings {
	struct finding *findings;
	size_t nr;
};

#define FINDINGS_INIT { .findings = NULL }

/* "impl-tag", and what must hold. */
const char *finding_rule_name(enum finding_rule rule);
const char *finding_rule_meaning(enum finding_rule rule);

void finding_add(struct findings *f, enum finding_rule rule, const char *where,
		 const char *kfunc, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

/* A line each, in the order of where, kfunc and rule. */
void findings_put(struct findings *f, FILE *out);

void findings_release(struct findings *f);

#endif
