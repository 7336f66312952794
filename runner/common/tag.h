/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * tag: what one declaration tag does to the expectation being read.
 *
 * For expect.c and selftest.c alone. The caller zeroes a reader, sets program,
 * arch and why, and the log level and flags that hold when nothing is stated,
 * then hands over the tags in the order of the source.
 */
#ifndef RIG_TAG_H
#define RIG_TAG_H

#include <stdbool.h>
#include <stddef.h>

#include "expect.h"

/* Where an object's BTF lists the kernel functions that it declares. */
#define EXPECT_KSYMS ".ksyms"

/* test_loader's default: BPF_F_TEST_RND_HI32 | BPF_F_TEST_REG_INVARIANTS. */
#define EXPECT_DEFAULT_FLAGS ((1u << 2) | (1u << 7))

/* bpf(2)'s BPF_LOG_LEVEL2: the log shows instructions. */
#define TAG_LOG_LEVEL_INSNS 2u

/* The variants that may be given an expectation of their own. */
#define TAG_OVERRIDE_VARIANTS 2
extern const char *const tag_override_variants[TAG_OVERRIDE_VARIANTS];

struct tag_reader {
	const char *program;
	const char *arch;
	struct expect base; /* what holds unless overridden */
	struct expect overrides[TAG_OVERRIDE_VARIANTS];
	bool overridden[TAG_OVERRIDE_VARIANTS]; /* something is stated for it */
	bool arch_matches;
	bool selftest; /* the kernel's own program, by test_loader's rules */
	char *why; /* the first failure, in words; never NULL */
	size_t why_size;
};

/*
 * Applies "key" or "key=value". 0, -ENOMEM, or -EINVAL when the key is
 * unknown or unsupported or the value wrong: then r->why says so.
 */
int tag_apply(struct tag_reader *r, const char *text);

/* The same for all tags that the object's BTF has of a function. */
int expect_apply_tags(struct tag_reader *r, const struct btf *btf,
		      uint32_t func);

/*
 * Add to a list of an expectation: a pattern of a log; of what is printed,
 * each on the line after the other, save for "..."; a need. 0, -ENOMEM or
 * -EINVAL with r->why set.
 */
int tag_add_pattern(struct tag_reader *r, struct expect_pattern **list,
		    size_t *nr, const char *text, bool negative);
int tag_add_print(struct tag_reader *r, struct expect_prints *prints,
		  const char *value);
int tag_add_need(struct tag_reader *r, struct expect *e,
		 enum expect_need_kind kind, const char *name);

/* Writes why, beginning with the program's name; returns -EINVAL. */
__attribute__((format(printf, 2, 3))) int tag_fail(struct tag_reader *r,
						   const char *format, ...);

#endif
