/* SPDX-License-Identifier: GPL-2.0-only */
/* trial: what the process of one attempt does. */
#ifndef RIG_TRIAL_H
#define RIG_TRIAL_H

#include <stddef.h>

struct attempt;
struct kernel_btf;
struct plan_case;

/* Room in attempt.libbpf. */
#define TRIAL_LIBBPF_BYTES (4 * 1024 * 1024)

/*
 * Proves the needs, opens the object afresh, loads the one program and its
 * auxiliaries, runs it when a return value is expected. Fills in *a, whose
 * two verifier logs have room for log_bytes each.
 */
void trial_run(struct attempt *a, size_t log_bytes, const struct plan_case *c,
	       const char *arch, const char *variant,
	       const struct kernel_btf *k);

#endif
