/* SPDX-License-Identifier: GPL-2.0-only */
/* trial: what the process of one attempt does. */
#ifndef RIG_TRIAL_H
#define RIG_TRIAL_H

struct attempt;
struct channel;
struct kernel_btf;
struct plan;
struct plan_case;

struct trial {
	const struct plan_case *c;
	const struct plan *plan; /* that it is of */
	const char *arch;
	const char *variant;
	const struct kernel_btf *k;
	struct channel *channel; /* the runner's, which the process forgets */
};

/*
 * Proves the needs, opens the object afresh, loads the one program and its
 * auxiliaries, and makes it run: by its exercise, or by a test run when a return
 * value is expected. An attempt_fn; `arg` is a struct trial.
 */
void trial_run(struct attempt *a, const void *arg);

#endif
