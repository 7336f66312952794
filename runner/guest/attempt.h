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

#include "expect.h"
#include "record.h"

#define ATTEMPT_REASON_BYTES 512
#define ATTEMPT_LIBBPF_BYTES (4 * 1024 * 1024)
/* More than the kernel keeps of one stream. */
#define ATTEMPT_PRINT_BYTES (256 * 1024)
/* The kernel takes no larger log buffer. Pages never written cost nothing. */
#define ATTEMPT_LOG_BYTES ((size_t)UINT32_MAX >> 2)

struct attempt {
	bool whole; /* the process came to its end */
	enum record_stage stage; /* what refused the program; or DONE */
	int err; /* positive errno, 0: none */
	bool has_retval;
	uint32_t retval;
	uint32_t prog_id; /* 0: not loaded */
	unsigned int proven; /* RECORD_PROVEN_*; 0: not a step of the series */
	char reason[ATTEMPT_REASON_BYTES]; /* for people; may be empty */
	char *libbpf; /* what libbpf said; ATTEMPT_LIBBPF_BYTES */
	size_t libbpf_bytes;
	bool libbpf_cut;
	char *verifier; /* the verifier's log, with a NUL; ATTEMPT_LOG_BYTES */
	size_t verifier_bytes; /* known after attempt_fork() */
	char *aux_log; /* likewise, of auxiliary programs */
	char *prints[EXPECT_PRINTS]; /* ATTEMPT_PRINT_BYTES each */
	size_t prints_bytes[EXPECT_PRINTS];
	uint64_t elapsed_us;
};

/* NULL and errno when memory is short. */
struct attempt *attempt_new(void);
void attempt_free(struct attempt *a);

/*
 * The program goes no further: notes where and why, and returns -1. The reason
 * may be "". Stage NEEDS is for what is no verdict on the program.
 */
int attempt_stop(struct attempt *a, enum record_stage stage, int err,
		 const char *format, ...) __attribute__((format(printf, 4, 5)));

/* What the process does: it fills in *a and returns. */
typedef void attempt_fn(struct attempt *a, const void *arg);

/*
 * Runs fn(a, arg) in a process of its own and waits for it. Whatever becomes
 * of it, the fields then say something that is true; what is no verdict has
 * stage NEEDS and a reason.
 */
void attempt_fork(struct attempt *a, attempt_fn *fn, const void *arg);

#endif
