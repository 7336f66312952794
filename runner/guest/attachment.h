/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * attachment: a program, or a map of struct_ops, attached to something; and
 * the proof that it no longer is.
 *
 * All return 0, or -1 after attempt_stop(). attachment_release() copes with
 * one that was never made, and with a second call.
 */
#ifndef RIG_ATTACHMENT_H
#define RIG_ATTACHMENT_H

#include <stdint.h>

struct attempt;
struct bpf_link;
struct bpf_map;
struct bpf_program;

struct attachment {
	struct bpf_link *link;
	uint32_t id; /* of the link */
};

int attachment_program(struct attachment *t, struct attempt *a,
		       struct bpf_program *prog);
int attachment_map(struct attachment *t, struct attempt *a,
		   struct bpf_map *map);

/* Stage NEEDS when the kernel still has the link afterwards. */
int attachment_release(struct attachment *t, struct attempt *a);

#endif
