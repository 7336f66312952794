// SPDX-License-Identifier: GPL-2.0-only
#include "prepare.h"

#include <string.h>
#include <sys/utsname.h>

#include "cleanup.h"
#include "hash.h"
#include "plan-hash.h"
#include "planned.h"
#include "process.h"
#include "request.h"
#include "run.h"
#include "splats.h"

/* The plan, and copies of the objects that it was read from. */
bool prepare_plan(struct run *r, struct text *why)
{
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
	return true;
}

static bool prepare_seed(struct run *r, struct text *why)
{
	r->manifest.seed = request_make_seed();
	if (!r->manifest.seed)
		text_puts(why, "the kernel has no random numbers to give");
	return r->manifest.seed;
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

	if (!run_note(why, path, hash_file(path, hex)))
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
	       run_note(why, r->kernel.facts.path,
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
	return run_note(why, r->o.splats_deny,
			rundir_copy(&r->dir, r->o.splats_deny,
				    "splats.deny")) &&
	       (!r->o.splats_allow ||
		run_note(why, r->o.splats_allow,
			 rundir_copy(&r->dir, r->o.splats_allow,
				     "splats.allow")));
}

static bool prepare_accel(struct run *r, struct text *why)
{
	struct kvm_probe_result probe = { .probe = KVM_PROBE_ABSENT };
	const char *device = r->o.kvm_device ?: KVM_PROBE_DEVICE;
	struct utsname host;
	bool probed;

	if (uname(&host)) {
		text_puts(why, "uname: the host's machine can not be told");
		return false;
	}
	probed = !r->o.trust_kvm &&
		 accel_wants_probe(r->wish, host.machine, r->arch.machine);
	if (probed) {
		term_progress(&r->term, "trying KVM ...");
		probe = kvm_probe_run(device);
	}
	r->accel = r->o.trust_kvm ? accel_trust(r->wish, "--trust-kvm")
				  : accel_decide(r->wish, host.machine,
						 r->arch.machine,
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
	CLEANUP_FREE char *memory = NULL;
	CLEANUP_FREE char *version = NULL;
	unsigned long long available_kib = qemu_available_kib();

	r->qemu_program = process_find(name);
	if (!r->qemu_program) {
		text_printf(why, "%s: not found; it comes with the package %s",
			    name, r->arch.qemu_package);
		return false;
	}
	r->qemu = (struct qemu_config){
		.arch = &r->arch,
		.program = r->qemu_program,
		.kvm = r->accel.kvm,
		.kvm_device = r->o.kvm_device,
		.mem_mib = qemu_clamp_memory(r->arch.mem_mib, available_kib),
		.image = r->kernel.image,
		.initramfs = r->o.initramfs,
	};
	if (!r->qemu.mem_mib) {
		text_printf(why,
			    "the host has %llu MiB of memory to spare, "
			    "too little for any guest",
			    available_kib / 1024);
		return false;
	}
	memory = text_format("%u MiB of %u MiB wanted", r->qemu.mem_mib,
			     r->arch.mem_mib);
	version = process_first_line(
		(const char *[]){ r->qemu_program, "--version", NULL });
	manifest_set(&r->manifest.qemu, r->qemu_program);
	manifest_set(&r->manifest.qemu_version, version);
	manifest_set(&r->manifest.memory, memory);
	if (r->qemu.mem_mib < r->arch.mem_mib)
		term_say(&r->term, "memory: %s", memory);
	return true;
}

/* Each returns true, or false with one sentence in `why`. */
static bool (*const preparations[])(struct run *r, struct text *why) = {
	prepare_seed,	prepare_series, prepare_kernel,
	prepare_splats, prepare_accel,	prepare_qemu,
};

bool prepare_vm(struct run *r, struct text *why)
{
	for (size_t i = 0; i < sizeof(preparations) / sizeof(preparations[0]);
	     i++)
		if (!preparations[i](r, why))
			return false;
	return true;
}
