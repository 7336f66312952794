/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * expect: what a BPF program states about itself with declaration tags.
 *
 * The kernel's own tags (tools/testing/selftests/bpf/progs/bpf_misc.h) are
 * understood as test_loader understands them; ours stand beside them. All tag
 * keys are in tags.h. A tag that is not known there is an error, and so is a
 * program that states no verdict.
 *
 * Calling sequence: expect_read() for one program of an object's BTF and one
 * variant; use; expect_release(). Guest and host read the same objects, so
 * neither has to believe the other about what was expected.
 */
#ifndef RIG_EXPECT_H
#define RIG_EXPECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "exercise.h"
#include "record.h"

struct btf;

enum expect_verdict {
	EXPECT_NONE,
	EXPECT_SUCCESS,
	EXPECT_FAILURE,
};

/* A log pattern: a literal with {{extended regex}} parts, in order. */
struct expect_pattern {
	char *text;
	bool negative; /* must not stand between its positive neighbours */
	bool next_line; /* on the line after the one before it began on */
};

enum expect_need_kind {
	EXPECT_NEED_MODULE, /* loaded, with BTF */
	EXPECT_NEED_KFUNC, /* a FUNC in the running BTF, vmlinux's or a module's */
	EXPECT_NEED_ABSENT, /* no such FUNC in any of them */
	/* Claims: when untrue the kernel failed, not the case. "func:tag" */
	EXPECT_CLAIM_TAGGED, /* the FUNC is there and has the tag */
	EXPECT_CLAIM_UNTAGGED, /* the FUNC is there and has it not */
};

struct expect_need {
	enum expect_need_kind kind;
	char *name;
};

/* The streams that a program prints to, as bpf_stream_vprintk() counts them. */
enum expect_print {
	EXPECT_PRINT_STDOUT,
	EXPECT_PRINT_STDERR,
	EXPECT_PRINTS
};

struct expect_prints {
	struct expect_pattern *patterns;
	size_t nr;
	bool skips; /* "..." stood last: lines may lie between */
};

struct expect {
	bool auxiliary; /* not a case of its own */
	bool arch_excluded; /* states arches, and not this one */
	bool states_unpriv; /* of the kernel's: what a user without rights gets */
	char *skip; /* of the kernel's: why it is not run, or NULL */
	bool overridden; /* the outcome is stated for this variant alone */
	enum expect_verdict verdict;
	enum record_stage stage; /* of a failure */
	int err; /* positive errno of a failure */
	bool any_errno; /* of the kernel's: a failure states none */
	bool has_retval;
	bool retval_is_prog_id; /* the return value is the program's own id */
	bool retval_any; /* it must run, whatever it returns */
	uint32_t retval;
	bool has_insn;
	uint32_t insn; /* index of the last instruction in the verifier's log */
	unsigned int log_level; /* as the kernel takes it; at least 2 */
	unsigned int prog_flags; /* BPF_F_* */
	char *description;
	char *invariant; /* why no kernel makes a difference to it, or NULL */
	char *twin; /* case id */
	char *call_from; /* before loading, calls of this kfunc ... */
	char *call_to; /* ... become calls of this one, by BTF id */
	struct expect_pattern *patterns;
	size_t patterns_nr;
	struct expect_prints prints[EXPECT_PRINTS];
	enum exercise exercise; /* how it is made to run, once it is loaded */
	char *observe; /* the global variable whose value it ends with */
	char *attach_map; /* the one map of struct_ops that is created */
	bool needs_nothing; /* stated: calls no kernel function, needs none */
	struct expect_need *needs;
	size_t needs_nr;
};

/* Is it a claim rather than a need? */
static inline bool expect_is_claim(enum expect_need_kind kind)
{
	return kind == EXPECT_CLAIM_TAGGED || kind == EXPECT_CLAIM_UNTAGGED;
}

/*
 * Reads what `program` states for `variant` on `arch`. 0; -ENOENT when the
 * program has no FUNC in the BTF; -EINVAL when a tag is unknown or
 * contradictory, or the verdict is missing; -ENOMEM. On an error *ret needs no
 * release and `why` names program and tag. What is stated for other variants
 * is read as well, so a slip is found whichever variant runs.
 *
 * Variants are patched, baseline, stock, mutant/<name> and series/<NN>. A
 * mutant is expected to do what patched does; a step of the series, what
 * patched or what baseline does: read for it is the former.
 */
int expect_read(const struct btf *btf, const char *program, const char *arch,
		const char *variant, struct expect *ret, char *why,
		size_t why_size);

/*
 * Are the variable and the map that an exercise names in the object, and is the
 * variable one that begins as 0? 0; or -EINVAL, and then `why` names program
 * and slip, and *e is released.
 */
int expect_check_names(struct expect *e, const struct btf *btf,
		       const char *program, char *why, size_t why_size);

/* Is that one of those variants? */
bool expect_knows_variant(const char *variant);

/* Is it a step of the series? */
bool expect_is_step(const char *variant);

void expect_release(struct expect *e);

/*
 * Names what something is stated of, a tag after the other: *pos starts at 0;
 * NULL after the last. The names stay the BTF's.
 */
const char *expect_next_stated(const struct btf *btf, uint32_t *pos);

/*
 * Do the patterns stand in the log, in order, as test_loader wants it?
 * On false, *ret_missing is the one that failed.
 */
bool expect_patterns_match(const struct expect_pattern *patterns, size_t nr,
			   const char *log,
			   const struct expect_pattern **ret_missing);

#endif
