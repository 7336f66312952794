// SPDX-License-Identifier: GPL-2.0-only
#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "attempt.h"
#include "exercises.h"
#include "words.h"

static const struct exercises_ops *const ops[] = {
	[EXERCISE_NONE] = NULL,
	[EXERCISE_CALLBACK] = &exercise_callback,
	[EXERCISE_TRACE] = &exercise_trace,
	[EXERCISE_UHID] = &exercise_uhid,
	[EXERCISE_SCHED_EXT] = &exercise_sched_ext,
};

static_assert(sizeof(ops) / sizeof(ops[0]) == EXERCISE_NR,
	      "every exercise can be done");

const struct exercises_ops *exercises_find(enum exercise exercise)
{
	return ops[exercise];
}

int exercises_test_run(struct exercises_state *s, struct bpf_program *prog)
{
	const char *name = bpf_program__name(prog);
	LIBBPF_OPTS(bpf_test_run_opts, opts);

	if (bpf_prog_test_run_opts(bpf_program__fd(prog), &opts)) {
		int err = errno;

		words_say("runner: '%s' can not be run: %s\n", name,
			  strerror(err));
		return attempt_stop(s->a, RECORD_STAGE_RUN, err,
				    "the test run of '%s' failed", name);
	}
	if (opts.retval)
		return attempt_stop(s->a, RECORD_STAGE_RUN, 0,
				    "'%s' returned %" PRIu32, name,
				    opts.retval);
	return 0;
}
