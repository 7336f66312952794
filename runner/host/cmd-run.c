// SPDX-License-Identifier: GPL-2.0-only
#include <stdlib.h>
#include <string.h>

#include "boots.h"
#include "cleanup.h"
#include "command.h"
#include "ending.h"
#include "prepare.h"
#include "run.h"
#include "supervisor.h"
#include "ticker.h"
#include "vm.h"

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
	{ "kvm-device", "PATH", OPTION_TEXT, false, ROW(kvm_device),
	  "instead of " KVM_PROBE_DEVICE },
	{ "trust-kvm", NULL, OPTION_FLAG, false, ROW(trust_kvm),
	  "KVM without a proof that it runs code; the reports say so" },
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
	  "for each case; 60" },
	{ "run-timeout", "SECONDS", OPTION_SECONDS, false, ROW(limits.run_ms),
	  "for everything; 600" },
	{ "isolate", NULL, OPTION_FLAG, false, ROW(isolate),
	  "a boot for each case; each adds a boot-timeout to the run's" },
	{ "extra-boots", "N", OPTION_NUMBER, false, ROW(extra_boots),
	  "after crashes and hangs, beyond those planned; 8" },
	{ "poweroff-timeout", "SECONDS", OPTION_SECONDS, false,
	  ROW(limits.poweroff_ms),
	  "from the last case to the guest's end; 15" },
	{ "blackbox-timeout", "SECONDS", OPTION_SECONDS, false,
	  ROW(limits.autopsy_ms),
	  "for a look at a guest that hangs, before it is killed; 6" },
	{ "qemu", "PATH", OPTION_TEXT, false, ROW(qemu),
	  "instead of the one that the arch names" },
	{ "verbose", NULL, OPTION_FLAG, false, ROW(verbose),
	  "whole logs of cases that surprise" },
};

/* Whoever reads the run is told what is not in it. */
static void tell_skips(struct run *r)
{
	for (size_t i = 0; i < r->plan.skips.nr; i++)
		term_say(&r->term, "SKIP   %-40s %s", r->plan.skips.list[i].id,
			 r->plan.skips.list[i].why);
}

static enum outcome supervise(struct run *r)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	enum outcome outcome;
	struct ticker ticker;

	tell_skips(r);
	ticker_init(&ticker, &r->term, &r->plan, r->dir.path);
	if (supervisor_run(r, &ticker, &why)) {
		ending_decode(&r->dir, r->o.kernel, &r->arch, &r->term);
		outcome = ending_tell(&r->dir, &r->term, ticker.told);
	} else
		outcome = ending_fail(&r->dir, &r->manifest, OUTCOME_RIG_ERROR,
				      NULL, why.data, &r->term);
	ticker_release(&ticker);
	return outcome;
}

static void set_seconds(char **field, int64_t ms)
{
	free(*field);
	*field = text_format("%g", (double)ms / 1000);
}

/* The run's time is for a boot or a few; with one for each case it is more. */
static void allow_boots(struct run *r)
{
	if (!r->o.isolate)
		return;
	r->o.limits.run_ms += (int64_t)r->plan.nr * r->o.limits.boot_ms;
	set_seconds(&r->manifest.run_timeout, r->o.limits.run_ms);
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
	allow_boots(r);
	if (!ending_begin(&r->dir, &r->manifest, &r->term))
		return OUTCOME_RIG_ERROR;
	if (!prepare_vm(r, &why))
		return ending_fail(&r->dir, &r->manifest, OUTCOME_RIG_ERROR,
				   NULL, why.data, &r->term);
	manifest_set(&r->manifest.failed_outcome, NULL);
	manifest_set(&r->manifest.failed_phase, NULL);
	manifest_set(&r->manifest.failed_reason, NULL);
	err = manifest_write(&r->manifest, &r->kernel.facts, &r->dir);
	if (err)
		return command_fails(OUTCOME_RIG_ERROR, "%s/manifest.json: %s",
				     r->dir.path, strerror(-err));
	return supervise(r);
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
	manifest_set(&m->isolate, r->o.isolate ? "1" : NULL);
	m->extra_boots = text_format("%u", (unsigned int)r->o.extra_boots);
}

static enum outcome run_options(struct run *r, char **argv)
{
	struct text why CLEANUP_TEXT = TEXT_INIT;
	char plan_why[1024] = "";
	enum outcome outcome;
	int plan_err, err;

	if (r->o.accel && !accel_parse(r->o.accel, &r->wish))
		return command_fails(OUTCOME_USAGE,
				     "--accel %s: it must be auto, kvm or tcg",
				     r->o.accel);
	if (r->o.extra_boots > BOOTS_EXTRA_MAX)
		return command_fails(OUTCOME_USAGE, "--extra-boots: at most %d",
				     BOOTS_EXTRA_MAX);
	if (r->wish == ACCEL_TCG && (r->o.kvm_device || r->o.trust_kvm))
		return command_fails(
			OUTCOME_USAGE,
			"--accel tcg: there is no KVM to speak of");
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
	err = rundir_link_latest(&r->dir);
	if (err) {
		text_printf(&why, "the link latest: %s", strerror(-err));
		return ending_fail(&r->dir, &r->manifest, OUTCOME_RIG_ERROR,
				   NULL, why.data, &r->term);
	}
	if (plan_err)
		return ending_fail(&r->dir, &r->manifest, OUTCOME_BUILD_FAIL,
				   "plan", plan_why, &r->term);
	return run_in_dir(r);
}

static enum outcome run(const struct command *c, char **words, char **argv)
{
	struct run r = {
		.o.limits = watch_limits_default,
		.o.extra_boots = BOOTS_EXTRA,
		.wish = ACCEL_AUTO,
		.dir = RUNDIR_INIT,
	};
	enum outcome outcome;

	if (command_parse(c, words, &r.o, &outcome)) {
		term_init(&r.term, stdout, r.o.verbose);
		outcome = run_options(&r, argv);
	}
	free(r.qemu_program);
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
