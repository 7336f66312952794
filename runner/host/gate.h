/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * gate: is the BTF of a kernel's kfuncs what their flags ask for?
 *
 * gate_read() takes vmlinux and every module of a kernel's folder, and holds
 * each kfunc against the rules (finding.h); look at ->findings; gate_release().
 *
 * The C source is not at hand, and need not be. A kfunc with KF_IMPLICIT_ARGS
 * has the prototype of the source on its _impl, be that a function or made up
 * by resolve_btfids: which of both, the symbol table tells. What no BTF can
 * tell is whether a function without the flag lost a parameter because it once
 * shared the prototype of one that has it; a comparison with another kernel
 * can (gate-diff.h).
 */
#ifndef RIG_GATE_H
#define RIG_GATE_H

#include <stdbool.h>
#include <stddef.h>

#include "finding.h"
#include "kfuncs.h"

struct gate {
	struct kfuncs *files; /* vmlinux comes first */
	size_t nr;
	struct findings findings;
	const char *const *more_types; /* implicit ones, ended by NULL */
};

struct gate_counts {
	size_t kfuncs;
	size_t kinds[KFUNC_KIND_NR];
	size_t sets;
};

/*
 * Reads all that can be read; what can not is a finding as well. more_types:
 * structs that the verifier supplies pointers to, besides those it is known to;
 * NULL for none.
 */
void gate_read(const char *dir, const char *const *more_types,
	       struct gate *ret);

/* Is a pointer to that struct an implicit argument? */
bool gate_is_implicit(const struct gate *g, const struct ktypes *types,
		      uint32_t type_id);

/* Holds the kfuncs of one file against the rules. */
void gate_check(struct gate *g, const struct kfuncs *k);

struct gate_counts gate_count(const struct gate *g);

void gate_release(struct gate *g);

#endif
