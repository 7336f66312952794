/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * run: all that `rig run` has in hand.
 *
 * cmd-run.c takes the options and owns it, prepare.c fills it and the run's
 * directory, supervisor.c boots by it.
 */
#ifndef RIG_RUN_H
#define RIG_RUN_H

#include <stdbool.h>
#include <string.h>

#include "accel.h"
#include "arch.h"
#include "durations.h"
#include "kernel.h"
#include "manifest.h"
#include "options.h"
#include "plan.h"
#include "qemu.h"
#include "rundir.h"
#include "shard.h"
#include "term.h"
#include "text.h"
#include "watch.h"

struct run_options {
	const char *arch_conf;
	const char *variant;
	const char *kernel;
	const char *series;
	const char *initramfs;
	const char *runner;
	const char *progs;
	const char *selftests;
	const char *runs;
	const char *accel;
	const char *kvm_device;
	bool trust_kvm;
	struct option_list tests;
	const char *shard;
	const char *durations;
	const char *splats_deny;
	const char *splats_allow;
	const char *phases;
	const char *qemu;
	struct watch_limits limits;
	bool isolate;
	int64_t extra_boots;
	bool verbose;
};

struct run {
	struct run_options o;
	enum accel_wish wish;
	struct arch arch;
	struct kernel kernel;
	struct plan plan; /* once it is in the directory, the shard's alone */
	struct shard shard;
	struct durations durations;
	struct rundir dir;
	struct manifest manifest;
	struct accel accel;
	struct qemu_config qemu; /* but for the request, which is a boot's */
	char *qemu_program;
	struct term term;
};

/* True when there is no error; else `why` says what it could not do. */
static inline bool run_note(struct text *why, const char *what, int err)
{
	if (err)
		text_printf(why, "%s: %s", what, strerror(-err));
	return !err;
}

#endif
