// SPDX-License-Identifier: GPL-2.0-only
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "accel.h"
#include "arch.h"
#include "cleanup.h"
#include "command.h"
#include "durations.h"
#include "ending.h"
#include "hash.h"
#include "kernel.h"
#include "manifest.h"
#include "pace.h"
#include "plan-hash.h"
#include "plan.h"
#include "planned.h"
#include "process.h"
#include "qemu.h"
#include "request.h"
#include "rundir.h"
#include "session.h"
#include "shard.h"
#include "splats.h"
#include "term.h"
#include "ticker.h"
#include "vm.h"

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
	struct option_list tests;
	const char *shard;
	const char *durations;
	const char *splats_deny;
	const char *splats_allow;
	const char *phases;
	const char *qemu;
	struct watch_limits limits;
	bool verbose;
};

#define ROW(member) offsetof(struct run_options, member)

static const struct option_row rows[] = {
	{ "arch-conf", "FILE", OPTION_TEXT, true, ROW(arch_conf),
	  "the machine to play, of configs/arch" },
	{ "variant", "VARIANT", OPTION_TEXT, true, ROW(variant),
	  "patched, baseline, stock, series/NN or mutant/NAME" },
	{ "kernel", "DIR", OPTION_TEXT, true, ROW(kernel),
	  "a kernel of the store" },
	{ "series", "FILE", OPTION_TEXT, false, ROW(series),
	  "facts of the patched tree, by whose types the cases are made" },
	{ "initramfs", "FILE", OPTION_TEXT, true, ROW(initramfs),
	  "the guest's image" },
	{ "runner", "FILE", OPTION_TEXT, false, ROW(runner),
	  "what runs the cases in it, so that two images can be compared" },
	{ "progs", "DIR", OPTION_TEXT, true, ROW(progs),
	  "folder of the BPF objects" },
	{ "selftests", "FILE", OPTION_TEXT, false, ROW(selftests),
	  "the objects are the kernel's own, FILE what they do not state" },
	{ "runs", "DIR", OPTION_TEXT, true, ROW(runs),
	  "folder that gets the run's directory" },
	{ "splats-deny", "FILE", OPTION_TEXT, true, ROW(splats_deny),
	  "what the console must not say" },
	{ "splats-allow", "FILE", OPTION_TEXT, false, ROW(splats_allow),
	  "what of that is excused" },
	{ "accel", "WHICH", OPTION_TEXT, false, ROW(accel),
	  "auto (the default), kvm or tcg; kvm never falls back" },
	{ "test", "GLOB", OPTION_LIST, false, ROW(tests),
	  "only these cases, and their twins; may be repeated" },
	{ "shard", "K/N", OPTION_TEXT, false, ROW(shard),
	  "only part K of N of them" },
	{ "durations", "FILE", OPTION_TEXT, false, ROW(durations),
	  "with --shard: how long each case takes" },
	{ "phases", "FILE", OPTION_TEXT, false, ROW(phases),
	  "name and seconds of each phase before, a line each" },
	{ "boot-timeout", "SECONDS", OPTION_SECONDS, false, ROW(limits.boot_ms),
	  "until the guest speaks; 60" },
	{ "case-timeout", "SECONDS", OPTION_SECONDS, false, ROW(limits.case_ms),
	  "for each case; 30" },
	{ "run-timeout", "SECONDS", OPTION_SECONDS, false, ROW(limits.run_ms),
	  "for everything; 600" },
	{ "qemu", "PATH", OPTION_TEXT, false, ROW(qemu),
	  "instead of the one that the arch names" },
	{ "verbose", NULL, OPTION_FLAG, false, ROW(verbose),
	  "whole logs of cases that surprise" },
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
	struct qemu qemu;
	struct term term;
	struct ticker ticker;
	uint8_t nonce[RECORD_NONCE_BYTES];
};

/* Each returns true, or false with one sentence in `why`. */
typedef bool prepare_fn(struct run *r, struct text *why);

static bool note_failure(struct text *why, const char *what, int err)
{
	if (err)
		text_printf(why, "%s: %s", what, strerror(-err));
	return !err;
}

/* The plan, and copies of the objects that it was read from. */
static bool prepare_plan(struct run *r, struct text *why)
{
	struct text request CLEANUP_TEXT = TEXT_INIT;
	char hex[HASH_HEX_SIZE];
	size_t whole = r->plan.nr;

	if (planned_keep(&r->dir, &r->plan, r->o.selftests, why) ||
	    plan_hash(&r->plan, r->o.selftests, hex, why))
		return false;
	manifest_set(&r->manifest.plan_sha256, hex);
	if (r->shard.n) {
		if (planned_keep_shard(&r->dir, &r->plan, &r->shard,
				       &r->durations, r->o.durations, why))
			return false;
		term_say(&r->term, "shard %s: %zu of %zu cases", r->o.shard,
			 r->plan.nr, whole);
	}
	if (!note_failure(why, "random numbers", request_make_nonce(r->nonce)))
		return false;
	request_put(r->nonce, r->arch.name, r->o.variant, &r->plan, &request);
	return note_failure(why, "request",
			    rundir_put_text(&r->dir, "request", &request));
}

static bool prepare_series(struct run *r, struct text *why)
{
	struct keyfile facts CLEANUP(keyfile_release) = { 0 };
	const char *tree, *series;

	if (!r->o.series)
		return true;
	if (keyfile_read(r->o.series, &facts, why) ||
	    keyfile_need(&facts, "tree_hash", &tree, why) ||
	    keyfile_need(&facts, "series_sha256", &series, why))
		return false;
	manifest_set(&r->manifest.patched_tree_hash, tree);
	manifest_set(&r->manifest.series_sha256, series);
	return true;
}

static bool note_hash(char **field, const char *path, struct text *why)
{
	char hex[HASH_HEX_SIZE];

	if (!note_failure(why, path, hash_file(path, hex)))
		return false;
	manifest_set(field, hex);
	return true;
}

static bool prepare_kernel(struct run *r, struct text *why)
{
	struct manifest *m = &r->manifest;

	return !kernel_read(r->o.kernel, r->arch.name, r->o.variant, &r->kernel,
			    why) &&
	       note_hash(&m->image_sha256, r->kernel.image, why) &&
	       note_hash(&m->initramfs_sha256, r->o.initramfs, why) &&
	       (!r->o.runner ||
		note_hash(&m->runner_sha256, r->o.runner, why)) &&
	       note_failure(why, r->kernel.facts.path,
			    rundir_copy(&r->dir, r->kernel.facts.path,
					"kernel.facts"));
}

static bool prepare_splats(struct run *r, struct text *why)
{
	struct splats splats = { 0 };
	char day[sizeof("YYYY-MM-DD")] = "";

	strncat(day, r->manifest.started, sizeof(day) - 1);
	if (splats_read(r->o.splats_deny, r->o.splats_allow, day, &splats, why))
		return false;
	splats_release(&splats);
	return note_failure(why, r->o.splats_deny,
			    rundir_copy(&r->dir, r->o.splats_deny,
					"splats.deny")) &&
	       (!r->o.splats_allow ||
		note_failure(why, r->o.splats_allow,
			     rundir_copy(&r->dir, r->o.splats_allow,
					 "splats.allow")));
}

static bool prepare_accel(struct run *r, struct text *why)
{
	struct kvm_probe_result probe = { .probe = KVM_PROBE_ABSENT };
	struct utsname host;
	bool probed;

	if (uname(&host)) {
		text_puts(why, "uname: the host's machine can not be told");
		return false;
	}
	probed = accel_wants_probe(r->wish, host.machine, r->arch.machine);
	if (probed) {
		term_progress(&r->term, "trying KVM ...");
		probe = kvm_probe_run(KVM_PROBE_DEVICE);
	}
	r->accel = accel_decide(r->wish, host.machine, r->arch.machine,
				probed ? &probe : NULL);
	manifest_set(&r->manifest.accel_reason, r->accel.reason);
	if (!r->accel.usable) {
		text_puts(why, r->accel.reason);
		return false;
	}
	manifest_set(&r->manifest.accel, r->accel.kvm ? "kvm" : "tcg");
	term_say(&r->term, "accelerator: %s: %s", r->accel.kvm ? "KVM" : "TCG",
		 r->accel.reason);
	return true;
}

static bool prepare_qemu(struct run *r, struct text *why)
{
	const char *name = r->o.qemu ?: r->arch.qemu;
	CLEANUP_FREE char *program = process_find(name);
	CLEANUP_FREE char *request = rundir_path(&r->dir, "request");
	CLEANUP_FREE char *memory = NULL;
	CLEANUP_FREE char *version = NULL;
	CLEANUP_FREE char *records = rundir_path(&r->dir, "records.again");
	struct text command CLEANUP_TEXT = TEXT_INIT;
	unsigned long long available_kib = qemu_available_kib();
	struct qemu_config config = {
		.arch = &r->arch,
		.program = program,
		.kvm = r->accel.kvm,
		.mem_mib = qemu_clamp_memory(r->arch.mem_mib, available_kib),
		.image = r->kernel.image,
		.initramfs = r->o.initramfs,
		.request = request,
	};

	if (!program) {
		text_printf(why, "%s: not found; it comes with the package %s",
			    name, r->arch.qemu_package);
		return false;
	}
	if (!config.mem_mib) {
		text_printf(why,
			    "the host has %llu MiB of memory to spare, "
			    "too little for any guest",
			    available_kib / 1024);
		return false;
	}
	memory = text_format("%u MiB of %u MiB wanted", config.mem_mib,
			     r->arch.mem_mib);
	version = process_first_line(
		(const char *[]){ program, "--version", NULL });
	manifest_set(&r->manifest.qemu, program);
	manifest_set(&r->manifest.qemu_version, version);
	manifest_set(&r->manifest.memory, memory);
	if (config.mem_mib < r->arch.mem_mib)
		term_say(&r->term, "memory: %s", memory);
	qemu_init(&r->qemu, &config);
	qemu_put_command(&r->qemu, records, &command);
	return note_failure(why, "command",
			    rundir_put_script(&r->dir, "command", &command));
}

static prepare_fn *const preparations[] = {
	prepare_series, prepare_kernel, prepare_splats,
	prepare_accel,	prepare_qemu,
};

static uint32_t reference_us(const struct run *r)
{
	return r->accel.kvm ? r->arch.pace_kvm_us : r->arch.pace_tcg_us;
}

static void on_hello(void *context, const struct session *s)
{
	struct run *r = context;

	uint32_t factor = pace_factor(s->hello.slices_us, reference_us(r));
	char slow[sizeof(", limits x 20.0")] = "";

	if (factor >= PACE_NOTABLE)
		snprintf(slow, sizeof(slow), ", limits x %.1f",
			 pace_tenths(factor));
	term_say(&r->term, "guest: Linux %s %s, up after %.1f s%s",
		 s->hello.release, s->hello.machine,
		 (double)s->hello.uptime_ms / 1000, slow);
}

static void on_start(void *context, const struct session *s, size_t index)
{
	struct run *r = context;

	term_progress(&r->term, "%zu of %zu: %s", index + 1, r->plan.nr,
		      r->plan.cases[index].id);
}

static void on_finish(void *context, const struct session *s, size_t index)
{
	struct run *r = context;

	ticker_finish(&r->ticker, s, index);
}

/* Whoever reads the run is told what is not in it. */
static void tell_skips(struct run *r)
{
	for (size_t i = 0; i < r->plan.skips.nr; i++)
		term_say(&r->term, "SKIP   %-40s %s", r->plan.skips.list[i].id,
			 r->plan.skips.list[i].why);
}

static enum outcome boot(struct run *r)
{
	const struct vm_config config = {
		.argv = (const char *const *)r->qemu.argv,
		.rundir = &r->dir,
		.plan = &r->plan,
		.nonce = r->nonce,
		.limits = r->o.limits,
		.reference_us = reference_us(r),
		.listener = { r, on_hello, on_start, on_finish },
	};
	struct text why CLEANUP_TEXT = TEXT_INIT;
	struct vm_report report;
	enum outcome outcome;
	int err;

	tell_skips(r);
	ticker_init(&r->ticker, &r->term, &r->plan, r->dir.path);
	term_progress(&r->term, "booting %s ...", r->kernel.release);
	vm_run(&config, &report);
	err = vm_report_write(&report, &r->dir);
	vm_report_release(&report);
	/* without it a report takes the run for one that never finished */
	if (note_failure(&why, "vm.json", err))
		outcome = ending_tell(&r->dir, &r->term, r->ticker.told);
	else
		outcome = ending_fail(&r->dir, &r->manifest, OUTCOME_RIG_ERROR,
				      NULL, why.data, &r->term);
	ticker_release(&r->ticker);
	return outcome;
}

/* From here on there is a directory, and whatever happens is told in it. */
static enum outcome run_in_dir(struct run *r)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	int err;

	if (r->o.phases)
		rundir_copy(&r->dir, r->o.phases, "phases");
	if (!prepare_plan(r, &why))
		return ending_fail(&r->dir, &r->manifest, OUTCOME_RIG_ERROR,
				   NULL, why.data, &r->term);
	if (!ending_begin(&r->dir, &r->manifest, &r->term))
		return OUTCOME_RIG_ERROR;
	for (size_t i = 0; i < sizeof(preparations) / sizeof(preparations[0]);
	     i++)
		if (!preparations[i](r, &why))
			return ending_fail(&r->dir, &r->manifest,
					   OUTCOME_RIG_ERROR, NULL, why.data,
					   &r->term);
	manifest_set(&r->manifest.failed_outcome, NULL);
	manifest_set(&r->manifest.failed_phase, NULL);
	manifest_set(&r->manifest.failed_reason, NULL);
	err = manifest_write(&r->manifest, &r->kernel.facts, &r->dir);
	if (err)
		return command_fails(OUTCOME_RIG_ERROR, "%s/manifest.json: %s",
				     r->dir.path, strerror(-err));
	return boot(r);
}

static void set_seconds(char **field, int64_t ms)
{
	free(*field);
	*field = text_format("%g", (double)ms / 1000);
}

static void fill_manifest(struct run *r, char **argv)
{
	struct manifest *m = &r->manifest;
	struct text command CLEANUP_TEXT = TEXT_INIT;

	for (char **word = argv; *word; word++) {
		if (word != argv)
			text_putc(&command, ' ');
		text_put_quoted(&command, *word);
	}
	manifest_init(m);
	manifest_set(&m->command, command.data);
	manifest_set(&m->id, r->dir.id);
	manifest_set(&m->arch, r->arch.name);
	manifest_set(&m->machine, r->arch.machine);
	manifest_set(&m->variant, r->o.variant);
	manifest_set(&m->shard, r->o.shard);
	manifest_set(&m->accel_asked, accel_wish_name(r->wish));
	set_seconds(&m->boot_timeout, r->o.limits.boot_ms);
	set_seconds(&m->case_timeout, r->o.limits.case_ms);
	set_seconds(&m->run_timeout, r->o.limits.run_ms);
}

static enum outcome run_options(struct run *r, char **argv)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	char plan_why[1024] = "";
	enum outcome outcome;
	int plan_err;

	if (r->o.accel && !accel_parse(r->o.accel, &r->wish))
		return command_fails(OUTCOME_USAGE,
				     "--accel %s: it must be auto, kvm or tcg",
				     r->o.accel);
	if (!command_knows_variant(r->o.variant, &outcome))
		return outcome;
	if (arch_read(r->o.arch_conf, &r->arch, &why))
		return command_fails(OUTCOME_RIG_ERROR, "%s", why.data);
	plan_err =
		plan_scan(r->o.progs, r->o.selftests, r->arch.name,
			  r->o.variant, &r->plan, plan_why, sizeof(plan_why));
	if (!plan_err && (!command_selects(&r->plan, &r->o.tests, &outcome) ||
			  !command_shards(&r->plan, r->o.shard, r->o.durations,
					  &r->shard, &r->durations, &outcome)))
		return outcome;
	vm_block_signals();
	if (rundir_create(r->o.runs, r->arch.name, r->o.variant, &r->dir, &why))
		return command_fails(OUTCOME_RIG_ERROR, "%s", why.data);
	fill_manifest(r, argv);
	/* else who looks there finds an older run, and takes it for this one */
	if (!note_failure(&why, "the link latest", rundir_link_latest(&r->dir)))
		return ending_fail(&r->dir, &r->manifest, OUTCOME_RIG_ERROR,
				   NULL, why.data, &r->term);
	if (plan_err)
		return ending_fail(&r->dir, &r->manifest, OUTCOME_BUILD_FAIL,
				   "plan", plan_why, &r->term);
	return run_in_dir(r);
}

static enum outcome run(const struct command *c, char **words, char **argv)
{
	struct run r = {
		.o.limits = watch_limits_default,
		.wish = ACCEL_AUTO,
		.dir = RUNDIR_INIT,
	};
	enum outcome outcome;

	if (command_parse(c, words, &r.o, &outcome)) {
		term_init(&r.term, stdout, r.o.verbose);
		outcome = run_options(&r, argv);
	}
	qemu_release(&r.qemu);
	kernel_release(&r.kernel);
	arch_release(&r.arch);
	plan_release(&r.plan);
	durations_release(&r.durations);
	manifest_release(&r.manifest);
	rundir_close(&r.dir);
	free(r.o.tests.values);
	return outcome;
}

const struct command command_run = {
	.name = "run",
	.summary = "boot a kernel, run the cases, judge them",
	.options = rows,
	.options_nr = sizeof(rows) / sizeof(rows[0]),
	.run = run,
};
