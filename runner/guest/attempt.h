/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * attempt: one case, tried once, in a process of its own.
 *
 * What it finds lies in memory shared with the runner, logs included, so that
 * a process that dies halfway takes nothing with it but itself.
 *
 * Calling sequence: attempt_new(), attempt_fork(), read the fields,
 * attempt_free().
 */
#ifndef RIG_ATTEMPT_H
#define RIG_ATTEMPT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record.h"

struct kernel_btf;
struct plan_case;

#define ATTEMPT_REASON_BYTES 512

struct attempt {
	bool whole; /* the process came to its end */
	enum record_stage stage; /* what refused the program; or DONE */
	int err; /* positive errno, 0: none */
	bool has_retval;
	uint32_t retval;
	uint32_t prog_id; /* 0: not loaded */
	char reason[ATTEMPT_REASON_BYTES]; /* for people; may be empty */
	char *libbpf; /* what libbpf said, not NUL-terminated */
	size_t libbpf_bytes;
	bool libbpf_cut;
	char *verifier; /* the verifier's log; the kernel ends it with a NUL */
	size_t verifier_bytes; /* known after attempt_fork() */
	char *aux_log; /* of auxiliary programs */
	uint64_t elapsed_us;
};

/* NULL and errno when memory is short. */
struct attempt *attempt_new(void);
void attempt_free(struct attempt *a);

/*
 * Tries the case and waits for it. Whatever becomes of the process, the fields
 * then say something that is true; what is no verdict has stage NEEDS.
 */
void attempt_fork(struct attempt *a, const struct plan_case *c,
		  const char *arch, const char *variant,
		  const struct kernel_btf *k);

#endif
